/**
 * Whether an expression finds a text: the plain definition, that any index must agree with. AND, OR and NOT are about
 * the whole text; a phrase stands within one paragraph, and so do both ends of a NEAR.
 */
import type { Row, Term, Watch } from './expression.ts'
import type { Words } from './words.ts'

export function matchesWatch(watch: Watch, words: Words): boolean {
  switch (watch.kind) {
    case 'phrase':
    case 'name':
      return placesOf(watch, words).length > 0
    case 'near':
      return areNear(placesOf(watch.parts[0], words), placesOf(watch.parts[1], words), watch.within)
    case 'and':
      return watch.parts.every(part => matchesWatch(part, words))
    case 'or':
      return watch.parts.some(part => matchesWatch(part, words))
    case 'not':
      return !matchesWatch(watch.part, words)
  }
}

interface Place {
  first: number
  last: number
}

/** Everywhere that it stands. */
function placesOf(row: Row, words: Words): Place[] {
  switch (row.kind) {
    case 'phrase':
      return rowsOf(row.terms, words.terms)
    case 'name':
      return rowsOf(row.keys, words.names)
    case 'or':
      return row.parts.flatMap(part => placesOf(part, words))
  }
}

function rowsOf(wanted: readonly Term[], text: readonly Term[]): Place[] {
  const places: Place[] = []
  for (let first = 0; first + wanted.length <= text.length; first++)
    if (wanted.every((term, offset) => text[first + offset] === term))
      places.push({ first, last: first + wanted.length - 1 })
  return places
}

/** Neighbours are one apart; what overlaps is not near, it is the same. */
function areNear(ones: readonly Place[], others: readonly Place[], within: number): boolean {
  return ones.some(one =>
    others.some(other => {
      const apart = one.last < other.first ? other.first - one.last : one.first - other.last
      return apart >= 1 && apart <= within
    }),
  )
}
