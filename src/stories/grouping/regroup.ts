/**
 * What a story that grew makes visible: it and all that is near it are looked at anew, every two items beside each other,
 * as if nothing had been decided but that what is together is rather together. So a story that took in another event
 * gives it back, and two halves of one event come together. Only at certain sizes, and only with so many items.
 */
import { massOf } from '../words/item-words.ts'
import { averageLink } from './average-link.ts'
import { aloneNear } from './correct.ts'
import { apartInTime, type Knowledge, numbersDisagree, shortMass } from './judge.ts'
import type { LiveItem, LiveStory } from './live-story.ts'
import { type Beside, besideOf, lookBeside } from './pair.ts'
import type { GroupingRules } from './rules.ts'
import { areSame, type Keyed, keyed } from './same-item.ts'

/** An item that is looked at beside others. */
interface Looked extends Keyed {
  look: Beside
}

/** What is to be one story: that one, or (null) a new one. */
export interface Regrouped {
  to: LiveStory | null
  items: LiveItem[]
}

const regroupSizes = new Set([2, 3, 4, 5, 6, 8, 10, 13, 17, 22, 29, 38, 50, 65, 85, 110, 145, 190, 250])
const mostItems = 256
/** A small story is looked at with few others. */
const fewItems = 40
const itemsForEach = 4
const sampledItems = 8
/** How much it says that two items are together already. */
const together = 0.2
/** More pairs of two stories make it no surer. */
const surePairs = 4
/** Mean likeness that makes one story: of short headlines, which of one event often share no word, and of texts. */
const leastOfHeadlines = 0.25
const leastOfTexts = 0.4

export function regroup(story: LiveStory, knowledge: Knowledge, rules: GroupingRules): Regrouped[] {
  if (!regroupSizes.has(story.items.length) || story.items.length > mostItems) return []
  const items = around(story, knowledge)
  if (items.length < 3) return []
  const mass = story.items.reduce((sum, { words }) => sum + massOf(words), 0) / story.items.length
  const least = mass < shortMass ? leastOfHeadlines : leastOfTexts
  const clusters = averageLink(likenesses(items, knowledge), items.length, least).map(cluster =>
    cluster.sort((one, other) => one - other).flatMap(at => items[at] ?? []),
  )
  // Strangers to each other make no pair because a third story grew: each was judged when it came.
  const isKnown = (cluster: readonly LiveItem[]) =>
    cluster.length === 1 || cluster.some(item => item.story === story || item.story.items.length > 1)
  return withStories(clusters.filter(isKnown), rules)
}

/** In order of their ids. */
function around(story: LiveStory, knowledge: Knowledge): LiveItem[] {
  const votes = new Map<LiveStory, number>()
  const step = Math.max(1, Math.floor(story.items.length / sampledItems))
  for (let at = story.items.length - 1, looked = 0; at >= 0 && looked < sampledItems; at -= step, looked++) {
    const { words } = story.items[at] as LiveItem
    for (const near of knowledge.search.of(words, story))
      votes.set(near.story, (votes.get(near.story) ?? 0) + 1)
  }
  for (const item of aloneNear(story, knowledge)) votes.set(item.story, (votes.get(item.story) ?? 0) + 0.5)
  const most = Math.min(mostItems, fewItems + itemsForEach * story.items.length)
  const items = [...story.items]
  const near = [...votes].sort(([one, more], [other, less]) => less - more || one.id - other.id)
  for (const [other] of near) if (items.length + other.items.length <= most) items.push(...other.items)
  return items.sort((one, other) => one.id - other.id)
}

function likenesses(items: readonly LiveItem[], knowledge: Knowledge): Float64Array {
  const count = items.length
  const alike = new Float64Array(count * count)
  const { counts, odds: learned } = knowledge
  const various = knowledge.variety()
  // Made anew and not kept: there are few moments in which a story is looked at like this.
  const looked = items.map((item): Looked => ({ ...keyed(item), look: besideOf(item.words, counts) }))
  // What is only likely of one pair is sure of the mean of several, as errors fall with the root of their number; copies
  // of one text are no several.
  const headlines = Map.groupBy(looked, ({ item }) => item.story)
  const said = new Map(
    Array.from(headlines, ([story, own]) => [
      story,
      new Set(own.map(one => one.headline ?? one.item.id)).size,
    ]),
  )
  const saying = looked.map(({ item }) => said.get(item.story) ?? 1)
  const pairOf = (one: number, other: number, featuresWith: ReturnType<typeof lookBeside>): number => {
    const [first, second] = [looked[one] as Looked, looked[other] as Looked]
    const isTogether = first.item.story === second.item.story ? together : 0
    if (areSame(first, second)) return 1 - together + isTogether
    const features = featuresWith(second.look)
    if (!features) return isTogether
    const weighs = various / Math.sqrt(Math.min((saying[one] ?? 1) * (saying[other] ?? 1), surePairs))
    const odds = learned.ofPair(features) - against(first, second, weighs)
    return (1 - together) / (1 + Math.exp(-odds)) + isTogether
  }
  for (const [one, { look }] of looked.entries()) {
    const featuresWith = lookBeside(look)
    for (let other = one + 1; other < count; other++) {
      const likeness = pairOf(one, other, featuresWith)
      alike[one * count + other] = likeness
      alike[other * count + one] = likeness
    }
  }
  return alike
}

/** What no corpus tells, as in the judgement of stories; of two items that are together most of it was weighed when they met. */
function against({ item: one }: Looked, { item: other, look }: Looked, various: number): number {
  const numbers = massOf(other.words) < shortMass ? numbersDisagree(one.words, 1, look.marks) : 0
  if (one.story === other.story) return numbers
  return numbers + various + apartInTime(betweenMs(one.story, other.story))
}

/** From the last item of the one to the first of the other. */
function betweenMs(one: LiveStory, other: LiveStory): number {
  return Math.max(0, firstAt(one) - other.lastAt, firstAt(other) - one.lastAt)
}

const firstAt = ({ items, lastAt }: LiveStory) => items[0]?.at ?? lastAt

/** Each story goes on where most of its items are, and where those are that must stay in it. */
function withStories(clusters: readonly LiveItem[][], rules: GroupingRules): Regrouped[] {
  const shares: { cluster: LiveItem[]; story: LiveStory; weight: number }[] = []
  for (const cluster of clusters) {
    const weights = new Map<LiveStory, number>()
    for (const { story, id } of cluster)
      weights.set(story, (weights.get(story) ?? 0) + (rules.stays(id) ? mostItems : 1))
    for (const [story, weight] of weights) shares.push({ cluster, story, weight })
  }
  shares.sort((one, other) => other.weight - one.weight || one.story.id - other.story.id)
  const given = new Map<LiveItem[], LiveStory>()
  const taken = new Set<LiveStory>()
  for (const { cluster, story } of shares) {
    if (given.has(cluster) || taken.has(story)) continue
    given.set(cluster, story)
    taken.add(story)
  }
  return clusters.map(items => ({ to: given.get(items) ?? null, items }))
}
