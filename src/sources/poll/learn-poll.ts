/** What a poll, or a push, teaches of a source's rhythm. */
import type { Selectable } from 'kysely'
import { formatRhythm, learnRhythm, parseRhythm, type Rhythm } from '../rhythm/index.ts'
import type { SourcesTable } from '../schema.ts'

/** Looks that find nothing are learned together: the value need not be written at each. */
const learnEveryMs = 10 * 60_000

export interface Lesson {
  at: number
  newItems: number
  /** It was the first look: what is there is no news, but has dates. */
  first: boolean
  published: readonly number[]
}

/** `text` undefined: what is stored stays. */
export function learnFrom(
  source: Pick<Selectable<SourcesTable>, 'rhythm' | 'last_ok_at'>,
  { at, newItems, first, published }: Lesson,
): { rhythm: Rhythm; text: string | undefined } {
  const known = parseRhythm(source.rhythm)
  if (known === null) return stored(learnRhythm(null, { at, newItems: 0, published }))
  if (first) return stored(learnRhythm(known, { at, newItems: 0 }))
  if (newItems === 0 && at - known.at < learnEveryMs) return { rhythm: known, text: undefined }
  // The news came after the last look that found none.
  const lookedAt = source.last_ok_at ?? known.at
  const watched = lookedAt > known.at ? learnRhythm(known, { at: lookedAt, newItems: 0 }) : known
  return stored(learnRhythm(watched, { at, newItems }))
}

function stored(rhythm: Rhythm): { rhythm: Rhythm; text: string } {
  return { rhythm, text: formatRhythm(rhythm) }
}
