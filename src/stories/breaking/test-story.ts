/** Stories told in a line, for the tests of this folder: who says what, how long after the first. */
import type { Change } from '../moment.ts'
import { createBreaking, type NotedItem } from './breaking.ts'
import { dayMs, hourMs } from './days.ts'
import type { ItemNote } from './item-note.ts'
import { type Scored, scoreStory } from './score-story.ts'
import type { CountedItem, StoryNow } from './story-now.ts'

export const minuteMs = 60_000
/** A Wednesday, noon. */
export const noon = Date.UTC(2026, 7, 19, 12)

export interface Told extends Partial<NotedItem> {
  /** Minutes after noon. */
  after?: number
  /** Which origin; absent: one of its own, by its source. */
  origin?: number
  changes?: readonly Change['kind'][]
}

/** Sources that usually bring an item an hour, known for three days. */
export function newsroom(sources = 8) {
  const breaking = createBreaking()
  for (let at = noon - 3 * dayMs; at < noon; at += hourMs)
    for (let sourceId = 1; sourceId <= sources; sourceId += 1)
      breaking.learn(breaking.note(item({ sourceId, seenAt: at + sourceId * minuteMs })))
  return breaking
}

export function item({ after = 0, origin: _, changes: __, ...told }: Told): NotedItem {
  const sourceId = told.sourceId ?? 1
  return {
    sourceId,
    sourceName: `Source ${sourceId}`,
    title: 'Council moves its seat to the old harbour hall',
    text: '',
    publishedAt: null,
    seenAt: noon + after * minuteMs,
    firstPoll: false,
    ...told,
  }
}

export function tell(
  story: readonly Told[],
  now: Partial<StoryNow> = {},
  breaking = newsroom(),
): Scored & { notes: ItemNote[] } {
  const newest: CountedItem[] = story.map(told => ({
    note: noteAndLearn(breaking, item(told)),
    origin: told.origin ?? told.sourceId ?? 1,
    changes: (told.changes ?? []).map(kind => ({ kind, itemId: 1, quote: '', facts: {} })),
  }))
  const at = Math.max(...newest.map(({ note }) => note.at))
  const origins = new Set(newest.map(({ origin }) => origin)).size
  const foundedAt = Math.min(...newest.map(({ note }) => note.at))
  const novelty = { likenessPercent: 0, days: 30 }
  const scored = scoreStory({ at, foundedAt, origins, newest, novelty, ...now })
  return { ...scored, notes: newest.map(({ note }) => note) }
}

export function noteAndLearn(breaking: ReturnType<typeof createBreaking>, told: NotedItem): ItemNote {
  const note = breaking.note(told)
  breaking.learn(note)
  return note
}
