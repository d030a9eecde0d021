/** Several segments -> one with all who live in them, in slices; the old ones stay as they are and answer until then. */
import { SegmentBuilder } from './build-segment.ts'
import { CodeReader } from './expression-code.ts'
import { at32, type Lists, transpose } from './lists.ts'
import type { Segment } from './segment.ts'

const subscribersASlice = 1_024

/** Whoever is marked gone while it runs may be in the result: the caller drops them there too. */
export function* mergeSegments(segments: readonly Segment[]): Generator<void, Segment> {
  const builder = new SegmentBuilder()
  const sources: Source[] = []
  for (const segment of segments) sources.push(yield* sourceOf(segment, builder))
  for (let taken = 0; ; taken++) {
    const source = lowest(sources)
    if (!source) break
    source.take()
    if (taken % subscribersASlice === 0) yield
  }
  return yield* builder.finish()
}

interface Source {
  /** Infinity: none is left. */
  nextId(): number
  take(): void
}

function lowest(sources: readonly Source[]): Source | null {
  let best: Source | null = null
  for (const source of sources)
    if (source.nextId() < (best?.nextId() ?? Number.POSITIVE_INFINITY)) best = source
  return best
}

function* sourceOf(segment: Segment, builder: SegmentBuilder): Generator<void, Source> {
  const size = segment.ids.length
  const filtered = yield* transpose(segment.filtered, size)
  const watching = yield* transpose(segment.watching, size)
  const listed = yield* transpose(segment.listed, size)
  const all = yield* transpose(segment.all, size)
  const open = yield* transpose(segment.open, size)
  const reader = new CodeReader(segment.codes.entries, segment.terms)
  const names = segment.listNames.keys()
  const expression = remembered(segment.codes.starts.length - 1, number => {
    reader.at = at32(segment.codes.starts, number)
    return builder.expressions.numberFor(reader.decode())
  })
  const list = remembered(names.length, number => builder.listNames.numberFor(names[number] ?? ''))
  const filter = remembered(segment.filters.length, number =>
    // Numbers of filters are of this segment.
    builder.filterNumber(segment.filters[number] as Segment['filters'][number]),
  )
  let place = -1
  const advance = () => {
    do place++
    while (place < size && segment.gone.has(place))
  }
  advance()
  return {
    nextId: () => segment.ids[place] ?? Number.POSITIVE_INFINITY,
    take() {
      builder.addNumbered(segment.ids[place] as number, {
        filter: filter(at32(filtered.entries, place)),
        expressions: rowOf(watching, place).map(expression),
        lists: rowOf(listed, place).map(list),
        all: hasRow(all, place),
        open: hasRow(open, place),
      })
      advance()
    },
  }
}

function rowOf({ starts, entries }: Lists, row: number): Uint32Array {
  return entries.slice(at32(starts, row), at32(starts, row + 1))
}

function hasRow({ starts }: Lists, row: number): boolean {
  return at32(starts, row + 1) > at32(starts, row)
}

/** Each number is worked out once. */
function remembered(size: number, work: (number: number) => number): (number: number) => number {
  const known = new Uint32Array(size)
  return number => {
    const before = at32(known, number)
    if (before > 0) return before - 1
    const result = work(number)
    known[number] = result + 1
    return result
  }
}
