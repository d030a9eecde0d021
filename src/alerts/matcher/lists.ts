/**
 * Lists of numbers in one piece: row `r` holds the entries from `starts[r]` to `starts[r + 1]`. A list a row as objects
 * would take ten times as much. What takes long is a generator that yields between slices of some tenths of a millisecond.
 */

export interface Lists {
  starts: Uint32Array
  entries: Uint32Array
}

const entriesASlice = 32_768

/** Row `r` of the result names, ascending, the rows of `lists` that name `r`. */
export function* transpose({ starts, entries }: Lists, rows: number): Generator<void, Lists> {
  const turned = new Uint32Array(rows + 1)
  for (let from = 0; from < entries.length; from += entriesASlice) {
    const to = Math.min(from + entriesASlice, entries.length)
    for (let at = from; at < to; at++) addTo(turned, at32(entries, at) + 1, 1)
    yield
  }
  for (let row = 0; row < rows; row++) addTo(turned, row + 1, at32(turned, row))
  const next = turned.slice()
  const result = new Uint32Array(entries.length)
  for (let row = 0, at = 0; row + 1 < starts.length; row++) {
    for (const end = at32(starts, row + 1); at < end; at++) {
      const target = at32(entries, at)
      const place = at32(next, target)
      result[place] = row
      next[target] = place + 1
    }
    if (row % entriesASlice === 0) yield
  }
  return { starts: turned, entries: result }
}

/** A list that rows are added to, in their order. */
export class GrowingLists {
  readonly starts = new GrowingNumbers()
  readonly entries = new GrowingNumbers()

  constructor() {
    this.starts.push(0)
  }

  /** Ends the row that `entries` were pushed for. */
  endRow(): void {
    this.starts.push(this.entries.length)
  }

  packed(): Lists {
    return { starts: this.starts.packed(), entries: this.entries.packed() }
  }
}

export class GrowingNumbers {
  length = 0
  values = new Uint32Array(64)

  push(value: number): void {
    if (this.length === this.values.length) {
      const larger = new Uint32Array(this.length * 2)
      larger.set(this.values)
      this.values = larger
    }
    this.values[this.length++] = value
  }

  packed(): Uint32Array {
    return this.values.slice(0, this.length)
  }
}

/** The caller keeps `at` within bounds. */
export function at32(values: Uint32Array, at: number): number {
  return values[at] as number // within bounds: an entry is a number
}

function addTo(values: Uint32Array, at: number, amount: number): void {
  values[at] = at32(values, at) + amount
}
