/**
 * Reads of each item what it tells of how breaking its story is, against what its source and the hour usually bring.
 * In: items, in order of their ids. Out: notes, from which `scoreStory` makes score and reasons. State: counts of the
 * newest `rememberedDays` days, whole numbers; feeding the notes of all items of those days (UTC, whole) to `learn`, in
 * order of ids, gives exactly the state of who never stopped. No clock: time is what it is told.
 */
import type { Fact } from '../change/fact.ts'
import type { StoryItem } from '../story-item.ts'
import { type FoldedItem, foldItem } from './fold.ts'
import { createHabits } from './habits.ts'
import { labelsOf } from './headline-labels.ts'
import type { ItemNote } from './item-note.ts'
import { type Mark, marksOf, topMark } from './marks.ts'
import { officialHost, quotesStatement } from './official.ts'
import { markPoints, markShares, official, oldNewsMs, routinePercent, usualMarks } from './points.ts'
import { createRegularLabels } from './regular-labels.ts'
import { routineFormOf } from './routine-forms.ts'
import { tollOf } from './toll.ts'
import { createWeighing, type Weighing, type Weight } from './weigh-words.ts'

/** What the newsroom decided; read anew when it changes, and in force for what comes from then on. */
export interface NewsroomWeights {
  words: readonly Weight[]
  /** Sources that the operator marked as official or primary. */
  officialSources: ReadonlySet<number>
}

export interface Breaking {
  /** Time goes on, also without an item: who starts again in between forgets what who never stopped forgets. */
  advance(at: number): void
  /** Learns nothing yet. */
  note(item: NotedItem, facts?: readonly Fact[]): ItemNote
  /** The note of a revised item: what it says now, and what its source's habits learned from it before. */
  revise(note: ItemNote, item: NotedItem, facts?: readonly Fact[]): ItemNote
  /** Once for each item, after its note was made; after a restart once for each item of the newest days. */
  learn(note: ItemNote): void
  setWeights(weights: NewsroomWeights): void
}

export type NotedItem = Omit<StoryItem, 'id' | 'urlKey' | 'language'>

/** A source that floods teaches no further headlines on that day. */
const mostLabelledItemsADay = 500
/** On so many earlier days at this hour. */
const fewestRegularDays = 3

export function createBreaking(): Breaking {
  const habits = createHabits()
  const labels = createRegularLabels()
  const newsroom: { weighing: Weighing; officialSources: ReadonlySet<number> } = {
    weighing: createWeighing([]),
    officialSources: new Set(),
  }

  function note(item: NotedItem, facts: readonly Fact[] = []): ItemNote {
    const { sourceId, sourceName, seenAt, firstPoll, publishedAt } = item
    const mark = topMark(marksOf(item))
    const folded = foldItem(item)
    const itemLabels = mark ? [] : labelsOf(folded.headline)
    return {
      ...{ sourceId, sourceName, at: seenAt, firstPoll },
      saidAt: seenAt,
      newsAt: publishedAt !== null && publishedAt < seenAt - oldNewsMs ? publishedAt : seenAt,
      usualGapMs: habits.usualGapMs(sourceId, seenAt),
      mark: mark && weighMark(mark, habits.markShare(sourceId)),
      official: officialOf(item, folded, newsroom.officialSources),
      routine: routineOf(folded, labels.regularDays(sourceId, itemLabels, seenAt)),
      weights: newsroom.weighing.in(folded).map(({ words, points, said }) => ({ words, points, said })),
      toll: tollOf(item.title, facts),
      habit: { marked: mark !== null, labels: itemLabels },
    }
  }

  return {
    advance(at) {
      habits.advance(at)
      labels.advance(at)
    },
    note,
    revise(before, item, facts) {
      const { at, newsAt, firstPoll, usualGapMs, habit } = before
      // Who rewrites an item all day does not make it younger; what is new in it is as old as the revision.
      const saidAt = Math.max(item.seenAt, before.saidAt)
      return { ...note(item, facts), at, newsAt, firstPoll, usualGapMs, habit, saidAt }
    },
    learn({ sourceId, at, firstPoll, habit }) {
      habits.learn({ sourceId, at, firstPoll, marked: habit.marked })
      if (habits.itemsOn(sourceId, at) <= mostLabelledItemsADay) labels.learn(sourceId, habit.labels, at)
    },
    setWeights({ words, officialSources }) {
      newsroom.weighing = createWeighing(words)
      newsroom.officialSources = officialSources
    },
  }
}

function weighMark({ word, level }: Mark, { marked, of }: { marked: number; of: number }): ItemNote['mark'] {
  // This item is one of them.
  const all = { marked: marked + 1, of: of + 1 }
  const percent = ((all.marked + usualMarks.marked) * 100) / (all.of + usualMarks.of)
  const quarters = markShares.find(({ upToPercent }) => percent <= upToPercent)?.quarters ?? 0
  const points = Math.floor((markPoints[level] * quarters) / 4)
  return points === 0 ? null : { word, level, points, ...all }
}

function officialOf(item: NotedItem, folded: FoldedItem, marked: ReadonlySet<number>): ItemNote['official'] {
  if (marked.has(item.sourceId)) return { by: 'source', points: official.source, host: null }
  const host = officialHost(item.url)
  if (host) return { by: 'host', points: official.host, host }
  return quotesStatement(folded) ? { by: 'statement', points: official.statement, host: null } : null
}

function routineOf(item: FoldedItem, days: number): ItemNote['routine'] {
  const form = routineFormOf(item)
  const isRegular = days >= fewestRegularDays
  if (!form && !isRegular) return null
  const isTold = form !== null && (!isRegular || routinePercent[form] >= routinePercent.regular)
  return { form: isTold ? form : 'regular', days }
}
