/**
 * The learned judgement of two items, from labelled ones that have something in common. In cross-validation it must not
 * have seen the story of the item that is judged, so there is one for each fold of stories.
 */
import type { Trees } from '../../src/stories/grouping/model.ts'
import { besideOf, pairFeatures } from '../../src/stories/grouping/pair.ts'
import { createTermCounts } from '../../src/stories/grouping/term-counts.ts'
import { type Example, growTrees, usualTrees } from './boosted-trees.ts'
import type { TrainingStream } from './train-model.ts'

interface PairExample extends Example {
  folds: readonly [number, number]
}

export const foldCount = 5
/** Of each corpus; the headlines have millions. */
const mostPairs = 40_000

export function foldOf(story: string): number {
  let hash = 0
  for (const letter of story) hash = (Math.imul(hash, 31) + (letter.codePointAt(0) ?? 0)) >>> 0
  return hash % foldCount
}

export interface PairJudges {
  /** Learned from all. */
  all: Trees
  /** That saw no item of that story. */
  without(story: string): Trees
}

export function trainPairs(streams: readonly TrainingStream[]): PairJudges {
  const pairs = streams.map(pairsOf)
  const grow = (fold: number | null) =>
    growTrees(
      pairs.flatMap(list => some(list.filter(({ folds }) => fold === null || !folds.includes(fold)))),
      { ...usualTrees, depth: 4, leastExamples: 60 },
    )
  const folds = Array.from({ length: foldCount }, (_, fold) => grow(fold))
  const all = grow(null)
  return { all, without: story => folds[foldOf(story)] ?? all }
}

function pairsOf({ items, background }: TrainingStream): PairExample[] {
  const counts = createTermCounts(background)
  for (const { words } of items) counts.add(words)
  const looks = items.map(({ words, story }) => ({
    ...besideOf(words, counts),
    story,
    fold: foldOf(story),
  }))
  const pairs: PairExample[] = []
  for (const [at, one] of looks.entries())
    for (const other of looks.slice(at + 1)) {
      const features = pairFeatures(one, other)
      if (features) pairs.push({ features, yes: one.story === other.story, folds: [one.fold, other.fold] })
    }
  return pairs
}

/** Evenly, at most `mostPairs`. */
function some(pairs: readonly PairExample[]): PairExample[] {
  const step = Math.max(1, pairs.length / mostPairs)
  return pairs.filter((_, at) => Math.floor(at / step) !== Math.floor((at - 1) / step))
}
