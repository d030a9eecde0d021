import type { NamedOrigin } from './named-origin.ts'
import type { Sketch } from './sketch.ts'

/** What is looked at of an item; kept as it is given, and never changed. */
export interface OriginItem {
  sketch: Sketch
  named: NamedOrigin | null
  sourceName: string
}
