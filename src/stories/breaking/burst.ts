/**
 * Speed: origins that come in one after another, each while its source would usually have brought nothing. Every voice
 * after the first counts by itself, by how many items its source brings in such a span at this hour; so one more voice
 * never lowers it, and a busy source's chance item adds nothing.
 */
import { speed } from './points.ts'
import { best, type Sign, sign } from './sign.ts'
import type { CountedItem } from './story-now.ts'

/** More of them say no more of one hour. */
const mostItems = 24

/** The best hour that ends with one of the newest items. Null: nothing came fast. */
export function speedOf(items: readonly CountedItem[], at: number): Sign | null {
  const newest = items.filter(({ note }) => note.newsAt === note.at).slice(-mostItems)
  const ends = new Set(newest.map(({ note }) => note.at))
  return best([...ends].flatMap(end => burstThatEnds(end, newest, at) ?? []))
}

function burstThatEnds(end: number, items: readonly CountedItem[], at: number): Sign | null {
  const voices = firstOfEach(items.filter(({ note }) => note.at <= end && note.at > end - speed.burstMs))
  const [first, ...others] = voices
  if (!first) return null
  const fast = others.filter(voice => pointsOf(voice, first) > 0)
  const last = fast.at(-1)
  if (!last) return null
  const points = fast.reduce((sum, voice) => sum + pointsOf(voice, first), 0)
  const gaps = fast.map(({ note }) => note.usualGapMs).sort((one, other) => one - other)
  return sign('speed', Math.min(points, speed.most), at - end, {
    origins: fast.length + 1,
    withinMs: last.note.at - first.note.at,
    usualGapMs: gaps[Math.floor(gaps.length / 2)] ?? 0,
  })
}

/** In the order in which they came. */
function firstOfEach(items: readonly CountedItem[]): CountedItem[] {
  const seen = new Set<number>()
  return items
    .toSorted((one, other) => one.note.at - other.note.at)
    .filter(({ origin }) => !seen.has(origin) && seen.add(origin))
}

function pointsOf(voice: CountedItem, first: CountedItem): number {
  const spanMs = Math.max(voice.note.at - first.note.at, speed.shortestSpanMs)
  const eighths = (spanMs * 8) / voice.note.usualGapMs
  return speed.steps.find(step => eighths <= step.eighths)?.points ?? 0
}
