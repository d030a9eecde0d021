/** What is kept of an item beside its place, so that a restart need not read it again, and knows what it then said. */

import type { Member } from '../machine/live-story.ts'
import type { ItemReading, MachineParts } from '../machine/parts.ts'
import type { KeptMember } from '../machine/restore.ts'
import type { Change } from '../moment.ts'

type Kept = Pick<KeptMember, 'sourceId' | 'sourceName' | 'title' | 'language' | 'reading'>

interface KeptNote {
  note: unknown
  changes: readonly Change[]
}

/** Moves on when what is read out of an item changes: then a restart reads the items of live stories again. */
const version = 1

type Words = Pick<MachineParts, 'packWords' | 'unpackWords'>

export function writeReading(
  member: Member,
  { words }: Pick<ItemReading, 'words'>,
  { packWords }: Words,
): string {
  const { sourceId, sourceName, title, language, sketch, named, facts, names } = member
  const kept: Kept = {
    sourceId,
    sourceName,
    title,
    language,
    reading: { words: packWords(words), sketch, named, facts, names },
  }
  return JSON.stringify({ version, ...kept })
}

/** Null: there is none, or another version of the program wrote it. */
export function parseReading(text: string | null, { unpackWords }: Words): Kept | null {
  if (!text) return null
  // As `writeReading` wrote it, whatever its version.
  const { version: written, ...kept } = JSON.parse(text) as Kept & { version: number }
  if (written !== version) return null
  const { reading } = kept
  return { ...kept, reading: { ...reading, words: unpackWords(reading.words) } }
}

export function writeNote({ note, changes }: Member): string {
  const kept: KeptNote = { note, changes }
  return JSON.stringify({ version, ...kept })
}

/** As `writeNote` wrote it; without a note where it is kept no more. */
export function parseNote(text: string | null): KeptNote {
  if (!text) return { note: null, changes: [] }
  const { version: written, note, changes } = JSON.parse(text) as KeptNote & { version: number }
  return { note: written === version ? note : null, changes }
}
