/**
 * The words of an item beside those of a story, in one pass over both: how much of each is in the other, each word by what
 * it tells. Most stories have one item, and that one says all there is to know.
 */
import { flagsAt, type ItemWords, inTitle, isName, termAt, termCount, weightAt } from '../words/item-words.ts'
import { coreFields, type Lengths, lengthsBy, type Profile, tellingsOf } from './profile.ts'
import type { Tally } from './tally.ts'

/** The item that is looked at. */
export interface Looking {
  words: ItemWords
  /** What each of its terms tells, in their order. */
  tellings: Float64Array
  lengths: Lengths
}

/** Cosines and shares from 0 to 1; -1: there is nothing to have a share of. */
export interface Compared {
  cosine: number
  /** Of the headlines. */
  title: number
  /** The highest cosines to one of the newest items. */
  nearest: number
  nearestTitle: number
  /** Of the item's names, those that the story has; of the story's, those in the item. */
  itsNames: number
  storysNames: number
  /** Of what most of the story's items say, what the item says. */
  core: number
  /** How surprising it is, in nats, that it lacks the rest: of all and of the weightiest. */
  lacking: number
  mostLacking: number
  /** Of the item's headline, what the story never said. */
  titleNew: number
}

export interface Newest {
  words: ItemWords
  lengths: Lengths
}

const nothing = -1

function quotient(part: number, whole: number, otherwise: number): number {
  return whole > 0 ? part / whole : otherwise
}

export function lookAt(words: ItemWords, telling: (term: number) => number): Looking {
  const tellings = tellingsOf(words, telling)
  return { words, tellings, lengths: lengthsBy(words, tellings) }
}

/** With a story of one item. */
export function compareOne(
  { words, tellings, lengths }: Looking,
  { words: other, lengths: its }: Newest,
): Compared {
  const [count, otherCount] = [termCount(words), termCount(other)]
  let [dot, nearDot, titleDot, titleNew, namesIn, namesThere, coreThere, at] = [0, 0, 0, 0, 0, 0, 0, 0]
  for (let index = 0; index < count; index++) {
    const term = termAt(words, index)
    const told = tellings[index] ?? 0
    const flags = flagsAt(words, index)
    while (at < otherCount && termAt(other, at) < term) at++
    if (at >= otherCount || termAt(other, at) !== term) {
      if (flags & inTitle) titleNew += told
      continue
    }
    const [weight, otherWeight, otherFlags] = [
      weightAt(words, index),
      weightAt(other, at),
      flagsAt(other, at),
    ]
    dot += weight * told * otherWeight * told
    nearDot += otherWeight * told * weight * told
    coreThere += told
    if (flags & otherFlags & inTitle) titleDot += told * told
    if (flags & otherFlags & isName) namesIn += told
    if (flags !== 0 && otherFlags & isName) namesThere += told
  }
  const title = quotient(titleDot, lengths.title * its.title, 0)
  return {
    cosine: quotient(dot, lengths.all * its.all, 0),
    title,
    nearest: quotient(nearDot, lengths.all * its.all, 0),
    nearestTitle: title,
    itsNames: quotient(namesIn, lengths.names, nothing),
    storysNames: quotient(namesThere, its.names, nothing),
    core: quotient(coreThere, its.titleTelling, nothing),
    lacking: 0,
    mostLacking: 0,
    titleNew: quotient(titleNew, lengths.titleTelling, nothing),
  }
}

/** @param newest The newest few of the story's items. */
export function compareMany(
  looking: Looking,
  tally: Tally,
  profile: Profile,
  newest: readonly Newest[],
): Compared {
  const { lengths } = looking
  const shared = sharedWith(looking, tally)
  const near = nearestOf(looking, newest)
  const lacking = lackingIn(looking.words, tally, profile)
  return {
    cosine: quotient(shared.dot, lengths.all * profile.length, 0),
    title: quotient(shared.titleDot, lengths.title * profile.titleLength, 0),
    nearest: near.cosine,
    nearestTitle: near.title,
    itsNames: quotient(shared.namesIn, lengths.names, nothing),
    storysNames: quotient(lacking.namesThere, profile.nameTelling, nothing),
    core: quotient(lacking.coreThere, profile.coreTelling, nothing),
    lacking: tally.items > 1 ? lacking.sum : 0,
    mostLacking: tally.items > 1 ? lacking.most : 0,
    titleNew: quotient(shared.titleNew, lengths.titleTelling, nothing),
  }
}

function sharedWith({ words, tellings }: Looking, { items, terms }: Tally) {
  let [dot, titleDot, titleNew, namesIn, at] = [0, 0, 0, 0, 0]
  for (let index = 0; index < tellings.length; index++) {
    const term = termAt(words, index)
    const told = tellings[index] ?? 0
    const flags = flagsAt(words, index)
    while (at < terms.length && (terms[at] ?? 0) < term) at += 3
    if (at >= terms.length || terms[at] !== term) {
      if (flags & inTitle) titleNew += told
      continue
    }
    const counts = terms[at + 2] ?? 0
    dot += weightAt(words, index) * told * ((terms[at + 1] ?? 0) / items) * told
    if (flags & inTitle) titleDot += told * told * (((counts >>> 8) & 255) / items)
    if (flags & isName && (counts & 255) > 0) namesIn += told
  }
  return { dot, titleDot, titleNew, namesIn }
}

function nearestOf(
  { words, tellings, lengths: own }: Looking,
  newest: readonly Newest[],
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
    cosine = Math.max(cosine, quotient(dot, own.all * lengths.all, 0))
    title = Math.max(title, quotient(titleDot, own.title * lengths.title, 0))
  }
  return { cosine, title }
}

function lackingIn(words: ItemWords, { items }: Tally, { core }: Profile) {
  const count = termCount(words)
  let [sum, most, coreThere, namesThere, at] = [0, 0, 0, 0, 0]
  for (let from = 0; from < core.length; from += coreFields) {
    const [term = 0, telling = 0, share = 0, name = 0] = [
      core[from],
      core[from + 1],
      core[from + 2],
      core[from + 3],
    ]
    while (at < count && termAt(words, at) < term) at++
    if (at < count && termAt(words, at) === term) {
      coreThere += telling
      if (name > 0 && flagsAt(words, at) !== 0) namesThere += telling
    } else if (items > 1) {
      const surprise = telling * -Math.log(1 - share * 0.95)
      sum += surprise
      most = Math.max(most, surprise)
    }
  }
  return { sum, most, coreThere, namesThere }
}
