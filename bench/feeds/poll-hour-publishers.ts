/**
 * The invented publishers of the hour: how much each publishes and when, what it asks of whoever polls it, and
 * what its server says. From a seed, so that the server and the bench know the same without talking.
 *
 * Rates are log-normal, as in the wild: half publish less than every four hours, one in a hundred more than eight
 * an hour. News comes in bursts (four in ten arrivals are drawn by one before), one to four items at once.
 */
import { seededRandom } from '../../src/sources/rhythm/test-arrivals.ts'

const minuteMs = 60_000
export const hourMs = 60 * minuteMs

export interface Publisher {
  index: number
  host: string
  /** In arrivals an hour; nobody but the oracle knows. */
  perHour: number
  /** What the document asks for. */
  ttlMs: number | null
  /** Cache-Control. */
  maxAgeMs: number | null
  /** A cache before it renews its copy only when that is stale, at its own moments, and says how old it is. */
  cache: { phaseMs: number } | null
  /** `restless`: every answer differs somewhere, though nothing is new. */
  answers: 'validators' | 'same octets' | 'restless'
  /** When each of its items is there for whoever asks, in order. */
  visibleAt: number[]
}

export interface Invention {
  count: number
  seed: number
  /** The hour begins here; what is older has been published since two days before. */
  hourAt: number
}

export const historyMs = 48 * hourMs
const stepMs = minuteMs
const drawMs = 20 * minuteMs
const draws = 0.4
const sourcesPerHost = { most: 60 }

export function inventPublishers({ count, seed, hourAt }: Invention): Publisher[] {
  return Array.from({ length: count }, (_, index) => inventPublisher(index, { count, seed, hourAt }))
}

function inventPublisher(index: number, { seed, hourAt }: Invention): Publisher {
  const random = seededRandom(seed * 1_000_003 + index)
  const perHour = 0.25 * Math.exp(1.5 * normal(random))
  const asked = askedBy(random)
  const publisher = { index, host: hostOf(index), perHour, ...asked, answers: answersOf(random) }
  const publishedAt = publish(random, { perHour, hourAt })
  return { ...publisher, visibleAt: publishedAt.map(at => visible(publisher, at)) }
}

/** Half have a host of their own; the others share, a few with dozens. */
function hostOf(index: number): string {
  if (index % 2 === 0) return `h${index}.bench`
  const block = Math.floor(index / 2)
  const size = 2 + (Math.floor(block / sourcesPerHost.most) % 20) * 3
  return `shared${Math.floor(block / sourcesPerHost.most)}-${Math.floor((block % sourcesPerHost.most) / size)}.bench`
}

function askedBy(random: () => number): Pick<Publisher, 'ttlMs' | 'maxAgeMs' | 'cache'> {
  const ttlMs = pick(random, [
    [0.8, null],
    [0.1, 15 * minuteMs],
    [0.1, 60 * minuteMs],
  ])
  const maxAgeMs = pick(random, [
    [0.4, null],
    [0.25, minuteMs],
    [0.25, 5 * minuteMs],
    [0.1, 15 * minuteMs],
  ])
  const cached = maxAgeMs !== null && random() < 0.4
  return { ttlMs, maxAgeMs, cache: cached ? { phaseMs: random() * maxAgeMs } : null }
}

function answersOf(random: () => number): Publisher['answers'] {
  return pick<Publisher['answers']>(random, [
    [0.85, 'validators'],
    [0.1, 'same octets'],
    [0.05, 'restless'],
  ])
}

/** Hawkes: what comes by itself, and what each arrival draws after it. Two old items stand at the beginning. */
function publish(random: () => number, { perHour, hourAt }: { perHour: number; hourAt: number }): number[] {
  const from = hourAt - historyMs
  const items = [from - 2, from - 1]
  let excited = 0
  for (let at = from; at < hourAt + 2 * hourMs; at += stepMs) {
    const expected = (perHour * (1 - draws) * stepMs) / hourMs + (draws * excited * stepMs) / drawMs
    excited *= Math.exp(-stepMs / drawMs)
    if (random() >= 1 - Math.exp(-expected)) continue
    excited += 1
    const moment = at + Math.floor(random() * stepMs)
    for (let more = 0.25; more < 1; more = random() < 0.35 ? more + 0.25 : 1) items.push(moment)
  }
  return items
}

function visible({ maxAgeMs, cache }: Pick<Publisher, 'maxAgeMs' | 'cache'>, at: number): number {
  if (!cache || maxAgeMs === null) return at
  return Math.ceil((at - cache.phaseMs) / maxAgeMs) * maxAgeMs + cache.phaseMs
}

/** How old the copy is that a cache gives out at `at`. */
export function ageMs({ maxAgeMs, cache }: Publisher, at: number): number {
  if (!cache || maxAgeMs === null) return 0
  return (((at - cache.phaseMs) % maxAgeMs) + maxAgeMs) % maxAgeMs
}

/** How long whoever asked at `at` is to wait before asking again. */
export function limitMs(publisher: Publisher, at: number): number {
  const fresh = publisher.maxAgeMs === null ? 0 : publisher.maxAgeMs - ageMs(publisher, at)
  return Math.max(publisher.ttlMs ?? 0, fresh)
}

/** How many of its items are there at `at`. */
export function visibleCount({ visibleAt }: Publisher, at: number): number {
  let [low, high] = [0, visibleAt.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((visibleAt[middle] ?? Number.POSITIVE_INFINITY) <= at) low = middle + 1
    else high = middle
  }
  return low
}

function pick<T>(random: () => number, choices: readonly (readonly [share: number, value: T])[]): T {
  let left = random()
  for (const [share, value] of choices) {
    if (left < share) return value
    left -= share
  }
  const last = choices.at(-1)
  if (!last) throw new Error('There must be something to pick from.')
  return last[1]
}

function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
}
