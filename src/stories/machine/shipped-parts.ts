/** The parts that are shipped, each in a line. */
import type { MachineParts } from './parts.ts'
import { createBreaking, scoreStory } from './stand-ins/breaking.ts'
import { createGrouping } from './stand-ins/grouping.ts'
import { createOrigins } from './stand-ins/origins.ts'
import { read } from './stand-ins/read.ts'

export const shippedParts: MachineParts = {
  read,
  createGrouping,
  createOrigins,
  whatIsNew: known => ({ changes: [], known }),
  whatIsRevised: known => ({ changes: [], known }),
  createBreaking,
  scoreStory,
  countedItems: 64,
}
