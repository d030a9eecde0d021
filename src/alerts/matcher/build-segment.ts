/**
 * Makes a segment of subscribers that come in the order of their ids: from preferences, or from other segments whose
 * living ones are put together. `finish` and `mergeSegments` yield, so that whoever runs them can let others in between.
 */
import { Bits } from './bits.ts'
import { CodeReader } from './expression-code.ts'
import { ExpressionTable } from './expression-table.ts'
import { type Filter, filterWish, type Listing } from './listing.ts'
import { at32, GrowingLists, GrowingNumbers, type Lists, transpose } from './lists.ts'
import { Numbering } from './numbering.ts'
import type { Segment } from './segment.ts'
import { Terms } from './terms.ts'

const expressionsASlice = 4_096

export class SegmentBuilder {
  readonly terms = new Terms()
  readonly expressions = new ExpressionTable(this.terms)
  readonly listNames = new Numbering<string>()
  readonly #filterNumbers = new Numbering<string>()
  readonly #filters: Filter[] = []
  #ids = new Float64Array(64)
  #size = 0
  readonly #filtered = new GrowingLists()
  readonly #watching = new GrowingLists()
  readonly #listed = new GrowingLists()
  readonly #all = new GrowingLists()
  readonly #open = new GrowingLists()

  get size(): number {
    return this.#size
  }

  filterNumber(filter: Filter): number {
    const number = this.#filterNumbers.numberFor(JSON.stringify(filter))
    if (number === this.#filters.length) this.#filters.push(filter)
    return number
  }

  add(id: number, listing: Listing): void {
    const filter = this.filterNumber(listing.filter)
    const expressions = new Set(listing.watch.map(watch => this.expressions.numberFor(watch)))
    const lists = listing.lists.map(name => this.listNames.numberFor(name))
    this.addNumbered(id, { ...listing, filter, expressions, lists })
  }

  /** Filter, expressions and lists by their numbers here; `id` is above all before. */
  addNumbered(id: number, { filter, expressions, lists, all, open }: NumberedListing): void {
    if (this.#size === this.#ids.length) {
      const larger = new Float64Array(this.#size * 2)
      larger.set(this.#ids)
      this.#ids = larger
    }
    this.#ids[this.#size++] = id
    this.#filtered.entries.push(filter)
    for (const expression of expressions) this.#watching.entries.push(expression)
    for (const list of lists) this.#listed.entries.push(list)
    if (all) this.#all.entries.push(filter)
    if (open) this.#open.entries.push(filter)
    for (const rows of [this.#filtered, this.#watching, this.#listed, this.#all, this.#open]) rows.endRow()
  }

  *finish(): Generator<void, Segment> {
    const codes = this.expressions.packed()
    const { anchored, unanchored } = yield* anchor(codes, this.terms)
    const filters = this.#filters
    return {
      ids: this.#ids.slice(0, this.#size),
      filters,
      filterWishes: filters.map(filterWish),
      filtered: yield* transpose(this.#filtered.packed(), filters.length),
      codes,
      terms: this.terms,
      anchored,
      unanchored,
      watching: yield* transpose(this.#watching.packed(), this.expressions.size),
      listNames: this.listNames,
      listed: yield* transpose(this.#listed.packed(), this.listNames.size),
      all: yield* transpose(this.#all.packed(), filters.length),
      open: yield* transpose(this.#open.packed(), filters.length),
      gone: new Bits(this.#size),
      goneCount: 0,
      scratch: {
        present: new Uint8Array(this.terms.size),
        looked: new Bits(this.expressions.size),
        found: new Bits(this.#size),
      },
    }
  }
}

interface NumberedListing {
  filter: number
  expressions: Iterable<number>
  lists: Iterable<number>
  all: boolean
  open: boolean
}

function* anchor(codes: Lists, terms: Terms): Generator<void, { anchored: Lists; unanchored: Uint32Array }> {
  const wanted = yield* countWanted(codes, terms)
  const anchors = new GrowingLists()
  const unanchored = new GrowingNumbers()
  const reader = new CodeReader(codes.entries, terms)
  for (let expression = 0; expression + 1 < codes.starts.length; expression++) {
    reader.at = at32(codes.starts, expression)
    const chosen = reader.anchors(wanted)
    if (chosen) for (const term of chosen.terms) anchors.entries.push(term)
    else unanchored.push(expression)
    anchors.endRow()
    if (expression % expressionsASlice === 0) yield
  }
  return { anchored: yield* transpose(anchors.packed(), terms.size), unanchored: unanchored.packed() }
}

/** By how many expressions each term is named: what many want, the news often has. */
function* countWanted(codes: Lists, terms: Terms): Generator<void, Uint32Array> {
  const wanted = new Uint32Array(terms.size)
  const reader = new CodeReader(codes.entries, terms)
  for (let expression = 0; expression + 1 < codes.starts.length; expression++) {
    reader.at = at32(codes.starts, expression)
    reader.countTerms(wanted)
    if (expression % expressionsASlice === 0) yield
  }
  return wanted
}
