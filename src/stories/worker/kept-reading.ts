/** What is kept of an item beside its place, so that a restart need not read it again, and knows what it then said. */
import type { Member } from '../machine/live-story.ts'
import type { ItemReading } from '../machine/parts.ts'

export interface KeptReading {
  version: number
  sourceId: number
  sourceName: string
  title: string
  language: string | null
  reading: ItemReading
}

/** Moves on when what is read out of an item changes: then a restart reads the items of live stories again. */
const version = 1

export function writeReading(member: Member, reading: ItemReading): string {
  const { sourceId, sourceName, title, language } = member
  const kept: KeptReading = { version, sourceId, sourceName, title, language, reading }
  return JSON.stringify(kept)
}

/** Null: there is none, or another version of the program wrote it. */
export function parseReading(text: string | null): KeptReading | null {
  if (text === null) return null
  // As `writeReading` wrote it, whatever its version.
  const kept = JSON.parse(text) as KeptReading
  return kept.version === version ? kept : null
}
