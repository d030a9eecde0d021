/**
 * Who wants an alert, of all subscribers who chose something: the same answer as `wants` of each, always. What changed
 * last is looked at one by one; when that is more than a few it becomes a segment, and segments that are many are put
 * together, larger ones seldom. A change is in the next answer, also while segments are put together.
 */
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Preferences } from '../../subscribers/index.ts'
import type { AlertFacts } from '../wants/facts.ts'
import { type Wish, wishOf, wishWants } from '../wants/wants.ts'
import { askSegment } from './ask-segment.ts'
import { SegmentBuilder } from './build-segment.ts'
import { listingOf, type ParseAll } from './listing.ts'
import { mergeSegments } from './merge-segments.ts'
import { questionOf } from './question.ts'
import { dropFrom, livingIds, livingIn, type Segment } from './segment.ts'
import { atOnce, inSlices } from './slices.ts'

export interface IndexBounds {
  /** So many are looked at one by one, which takes some microseconds each. */
  mostFresh: number
  /** More segments are put together. */
  mostSegments: number
}

const usualBounds: IndexBounds = { mostFresh: 64, mostSegments: 4 }
/** A segment is put together with newer ones when it has less than so many times as many. */
const growth = 4
/** Of all that a segment has. */
const mostGone = 0.25

export interface PreferenceIndex {
  set(id: number, preferences: Preferences): void
  /** Also of who was never in it. */
  drop(id: number): void
  /** Ascending ids. */
  audience(facts: AlertFacts, at: number): Float64Array
  /** Puts segments together as long as there are too many; answers go on meanwhile. One call at a time. */
  fold(signal: AbortSignal): Promise<void>
  /** Everybody it has, ascending. */
  ids(): Float64Array
  /** How many that are. */
  size(): number
}

/** @param first Whom it has from the beginning. */
export function createPreferenceIndex(
  parse: ParseAll,
  { first, bounds = usualBounds }: { first?: Segment; bounds?: IndexBounds } = {},
): PreferenceIndex {
  const fresh = new Map<number, Wish>()
  const segments: Segment[] = first && first.ids.length > 0 ? [first] : []
  /** While segments are put together: who changed. */
  let changed: Set<number> | null = null

  const drop = (id: number) => {
    fresh.delete(id)
    changed?.add(id)
    for (const segment of segments) dropFrom(segment, id)
  }
  return {
    drop,
    set(id, preferences) {
      drop(id)
      fresh.set(id, wishOf(preferences))
      if (fresh.size <= bounds.mostFresh) return
      segments.push(segmentOf(fresh, parse))
      fresh.clear()
    },
    audience(facts, at) {
      const question = questionOf(facts, at)
      const found = [...fresh].flatMap(([id, wish]) => (wishWants(facts, wish, at).in ? id : []))
      const newest = Float64Array.from(found).sort()
      return joined([...segments.map(segment => askSegment(segment, question)), newest])
    },
    async fold(signal) {
      for (;;) {
        const old = toFold(segments, bounds)
        if (old.length === 0 || signal.aborted) return
        changed = new Set()
        const merged = await inSlices(mergeSegments(old), signal)
        if (merged) {
          for (const id of changed) dropFrom(merged, id)
          const at = segments.indexOf(old[0] as Segment) // never empty
          segments.splice(at, old.length, ...(merged.ids.length > 0 ? [merged] : []))
        }
        changed = null
        await nextTurn()
      }
    },
    ids: () => joined([...segments.map(livingIds), Float64Array.from(fresh.keys()).sort()]),
    size: () => segments.reduce((sum, segment) => sum + livingIn(segment), fresh.size),
  }
}

function segmentOf(fresh: ReadonlyMap<number, Wish>, parse: ParseAll): Segment {
  const builder = new SegmentBuilder()
  for (const [id, { preferences }] of [...fresh].sort(([one], [other]) => one - other))
    builder.add(id, listingOf(preferences, parse))
  return atOnce(builder.finish())
}

/** Neighbours, from the newest on; or one that has much of who is gone. */
function toFold(segments: readonly Segment[], { mostSegments }: IndexBounds): readonly Segment[] {
  const worn = segments.find(({ ids, goneCount }) => goneCount > ids.length * mostGone)
  if (segments.length <= mostSegments) return worn ? [worn] : []
  let first = segments.length - 1
  let living = livingIn(segments[first] as Segment) // at least `mostSegments`
  for (; first > 0; first--) {
    const older = livingIn(segments[first - 1] as Segment) // within bounds
    if (older > living * growth && first < segments.length - 1) break
    living += older
  }
  return segments.slice(first)
}

/** Ascending; ids of different segments are never the same. */
function joined(parts: readonly Float64Array[]): Float64Array {
  return [...parts]
    .sort((one, other) => one.length - other.length)
    .reduce((all, part) => (all.length === 0 ? part : merged(all, part)), new Float64Array())
}

function merged(one: Float64Array, other: Float64Array): Float64Array {
  const all = new Float64Array(one.length + other.length)
  let [here, there] = [0, 0]
  for (let at = 0; at < all.length; at++) {
    const [next = Number.POSITIVE_INFINITY, rival = Number.POSITIVE_INFINITY] = [one[here], other[there]]
    all[at] = Math.min(next, rival)
    if (next < rival) here++
    else there++
  }
  return all
}
