/**
 * What the learned decision sees of an item and a story: numbers that mean the same for two-line headlines and for long
 * texts, for stories of one item and of hundreds. Their order is the model's.
 */
import {
  dayMark,
  decimalMark,
  type ItemWords,
  markKind,
  marksOf,
  massOf,
  numberMark,
  pairsOf,
  yearMark,
} from '../words/item-words.ts'
import type { Compared } from './compare.ts'
import { countShared } from './tally.ts'

export const featureNames = [
  'likelihood ratio',
  'likelihood ratio by word',
  'items (ln)',
  'words (ln)',
  'cosine',
  'headline cosine',
  'nearest item',
  'nearest headline',
  'its names in the story',
  'story’s names in it',
  'story’s core in it',
  'headline pairs',
  'before the next',
  'behind the first',
  'core that it lacks',
  'weightiest that it lacks',
  'headline that the story lacks',
  'numbers shared',
  'numbers new',
  'days differ',
  'years',
] as const

export interface StorySeen {
  /** All of its items, also those that are no longer tallied. */
  items: number
  compared: Compared
  pairs: Uint32Array
  marks: Uint32Array
}

/** How the story stands among the candidates. */
export interface Standing {
  ratio: number
  /** The best other candidate's; 0: there is none. */
  next: number
  first: number
}

const unit = 64

export function featuresOf(
  words: ItemWords,
  { items, compared, pairs, marks: its }: StorySeen,
  { ratio, next, first }: Standing,
): Float64Array {
  const marks = compareMarks(marksOf(words), its)
  return Float64Array.of(
    ratio,
    (ratio / massOf(words)) * unit,
    Math.log(items),
    Math.log(massOf(words) / unit),
    compared.cosine,
    compared.title,
    compared.nearest,
    compared.nearestTitle,
    compared.itsNames,
    compared.storysNames,
    compared.core,
    Math.min(countShared(pairsOf(words), pairs), 4),
    ratio - next,
    ratio - first,
    compared.lacking,
    compared.mostLacking,
    compared.titleNew,
    marks.numbersShared,
    marks.numbersNew,
    marks.daysDiffer,
    marks.years,
  )
}

function compareMarks(its: Uint32Array, storys: Uint32Array) {
  const seen: { its: number; shared: number }[] = [0, 1, 2].map(() => ({ its: 0, shared: 0 }))
  let [storyDays, storyYears] = [0, 0]
  for (const mark of storys) {
    if (markKind(mark) === dayMark) storyDays++
    if (markKind(mark) === yearMark) storyYears++
  }
  let at = 0
  for (const mark of its) {
    while (at < storys.length && (storys[at] ?? 0) < mark) at++
    const kind = seen[markKind(mark) === decimalMark ? numberMark : markKind(mark)]
    if (!kind) continue
    kind.its++
    if (at < storys.length && storys[at] === mark) kind.shared++
  }
  const none = { its: 0, shared: 0 }
  const { [numberMark]: numbers = none, [dayMark]: days = none, [yearMark]: years = none } = seen
  return {
    numbersShared: Math.min(numbers.shared, 5),
    numbersNew: Math.min(numbers.its - numbers.shared, 5) / (1 + numbers.its),
    daysDiffer: days.its > 0 && storyDays > 0 && days.shared === 0 ? 1 : 0,
    years: years.its > 0 && storyYears > 0 ? (2 * years.shared - years.its) / years.its : 0,
  }
}
