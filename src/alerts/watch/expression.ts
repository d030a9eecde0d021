/**
 * A watch expression: what a reader wants to hear of. Words, "phrases", AND, OR, NOT, NEAR and ~variants; parsed once,
 * canonical: the same wish has the same form, whatever its case, accents or order.
 */

/**
 * A word folded and brought to one form, as `wordsOf` gives it; of a script without spaces, one letter. In capitals
 * where they make another word (`US`, `WHO`).
 */
export type Term = string

export type Watch =
  /** These words in a row; one word is a row of one. */
  | { kind: 'phrase'; terms: readonly Term[] }
  /** A name in any of its spellings: keys that `nameKey` gives, in a row. */
  | { kind: 'name'; keys: readonly Term[] }
  /** Both, in any order, the one beginning 1 to `within` places after the other ends. */
  | { kind: 'near'; within: number; parts: readonly [Row, Row] }
  | { kind: 'and'; parts: readonly Watch[] }
  | { kind: 'or'; parts: readonly Watch[] }
  /** Only inside an `and` with something that is not: an expression of nots alone would find everything. */
  | { kind: 'not'; part: Watch }

/** What stands at a place in a text. */
export type Row = Extract<Watch, { kind: 'phrase' | 'name' }> | { kind: 'or'; parts: readonly Row[] }
