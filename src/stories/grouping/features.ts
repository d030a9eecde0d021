/**
 * What the learned decision sees of an item and a story: numbers that mean the same for two-line headlines and for long
 * texts, for stories of one item and of hundreds. Their order is the model's.
 */
import {
  dayMark,
  decimalMark,
  flagsAt,
  type ItemWords,
  inTitle,
  isName,
  markKind,
  marksOf,
  massOf,
  nameCount,
  numberMark,
  pairsOf,
  termAt,
  termCount,
  weightAt,
  yearMark,
} from '../words/item-words.ts'
import type { Lengths, Profile } from './profile.ts'
import { countShared, type Tally } from './tally.ts'

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
  tally: Tally
  profile: Profile
  /** The newest few. */
  newest: readonly { words: ItemWords; lengths: Lengths }[]
}

/** How the story stands among the candidates. */
export interface Standing {
  ratio: number
  /** The best other candidate's; 0: there is none. */
  next: number
  first: number
}

const unit = 64
const nothing = -1

/** @param tellings What each of the item's terms tells, in their order. */
export function featuresOf(
  words: ItemWords,
  story: StorySeen,
  { ratio, next, first }: Standing,
  tellings: Float64Array,
): Float64Array {
  const { tally, profile } = story
  const shared = sharedWith(words, tally, tellings)
  const near = nearest(words, story.newest, tellings, shared)
  const lacking = lackingIn(words, tally, profile)
  const marks = compareMarks(marksOf(words), tally.marks)
  return Float64Array.of(
    ratio,
    (ratio / massOf(words)) * unit,
    Math.log(story.items),
    Math.log(massOf(words) / unit),
    quotient(shared.dot, shared.length * profile.length, 0),
    quotient(shared.titleDot, shared.titleLength * profile.titleLength, 0),
    near.cosine,
    near.title,
    quotient(shared.namesIn, shared.names, nothing),
    quotient(lacking.namesThere, profile.nameTelling, nothing),
    quotient(lacking.coreThere, profile.coreTelling, nothing),
    Math.min(countShared(pairsOf(words), tally.pairs), 4),
    ratio - next,
    ratio - first,
    tally.items > 1 ? lacking.sum : 0,
    tally.items > 1 ? lacking.most : 0,
    quotient(shared.titleNew, shared.titleTelling, nothing),
    marks.numbersShared,
    marks.numbersNew,
    marks.daysDiffer,
    marks.years,
  )
}

interface Shared {
  dot: number
  length: number
  titleDot: number
  titleLength: number
  titleTelling: number
  titleNew: number
  names: number
  namesIn: number
}

function sharedWith(words: ItemWords, { items, terms }: Tally, tellings: Float64Array): Shared {
  const shared = {
    dot: 0,
    length: 0,
    titleDot: 0,
    titleLength: 0,
    titleTelling: 0,
    titleNew: 0,
    names: 0,
    namesIn: 0,
  }
  const hasNames = nameCount(words) > 0
  let at = 0
  for (let index = 0; index < termCount(words); index++) {
    const term = termAt(words, index)
    const told = tellings[index] ?? 0
    const flags = flagsAt(words, index)
    const weight = weightAt(words, index) * told
    shared.length += weight * weight
    while (at < terms.length && (terms[at] ?? 0) < term) at += 3
    const there = at < terms.length && terms[at] === term
    const counts = there ? (terms[at + 2] ?? 0) : 0
    if (there) shared.dot += weight * ((terms[at + 1] ?? 0) / items) * told
    if (flags & inTitle) {
      shared.titleLength += told * told
      shared.titleTelling += told
      if (there) shared.titleDot += told * told * (((counts >>> 8) & 255) / items)
      else shared.titleNew += told
    }
    if (hasNames && flags & isName) {
      shared.names += told
      if ((counts & 255) > 0) shared.namesIn += told
    }
  }
  return { ...shared, length: Math.sqrt(shared.length), titleLength: Math.sqrt(shared.titleLength) }
}

function nearest(
  words: ItemWords,
  newest: StorySeen['newest'],
  tellings: Float64Array,
  { length, titleLength }: Shared,
): { cosine: number; title: number } {
  const count = termCount(words)
  let [cosine, title] = [0, 0]
  for (const { words: other, lengths } of newest) {
    const otherCount = termCount(other)
    let [dot, titleDot, at] = [0, 0, 0]
    for (let index = 0; index < otherCount && at < count; index++) {
      const term = termAt(other, index)
      while (at < count && termAt(words, at) < term) at++
      if (at >= count || termAt(words, at) !== term) continue
      const told = tellings[at] ?? 0
      dot += weightAt(other, index) * told * weightAt(words, at) * told
      if (flagsAt(other, index) & flagsAt(words, at) & inTitle) titleDot += told * told
    }
    cosine = Math.max(cosine, quotient(dot, length * lengths.all, 0))
    title = Math.max(title, quotient(titleDot, titleLength * lengths.title, 0))
  }
  return { cosine, title }
}

/** Of what most of the story's items say, how much the item says, and how surprising it is that it lacks the rest. */
function lackingIn(words: ItemWords, { items }: Tally, { core }: Profile) {
  let [sum, most, coreThere, namesThere, at] = [0, 0, 0, 0, 0]
  for (const { term, telling, share, name } of core) {
    while (at < termCount(words) && termAt(words, at) < term) at++
    const there = at < termCount(words) && termAt(words, at) === term
    if (there) {
      coreThere += telling
      if (name && flagsAt(words, at) !== 0) namesThere += telling
    } else if (items > 1) {
      const surprise = telling * -Math.log(1 - share * 0.95)
      sum += surprise
      most = Math.max(most, surprise)
    }
  }
  return { sum, most, coreThere, namesThere }
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

function quotient(part: number, whole: number, otherwise: number): number {
  return whole > 0 ? part / whole : otherwise
}
