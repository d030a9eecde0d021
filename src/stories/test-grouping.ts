/** Grouping by hand, for tests: what waits is grouped, and nothing runs on. */
import { pino } from 'pino'
import type { Clock } from '../clock.ts'
import type { Store } from '../store/index.ts'
import { createGrouper, type GrouperParts } from './worker/create-grouper.ts'

export function testGrouper(store: Store, clock: Clock, more: Partial<GrouperParts> = {}) {
  const log = pino({ level: 'silent' })
  return createGrouper({ store, clock, log, holder: crypto.randomUUID(), ...more })
}

/** All that waits. */
export async function groupAll(store: Store, clock: Clock, more: Partial<GrouperParts> = {}): Promise<void> {
  const grouper = testGrouper(store, clock, more)
  while ((await grouper.step()) === 'again');
  await grouper.stop()
}
