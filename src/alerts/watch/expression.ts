/**
 * A watch expression: what a reader wants to hear of. Words, "phrases", AND, OR, NOT, NEAR and ~variants; parsed once,
 * canonical: the same wish has the same form, whatever its case, accents or order.
 */

/** A folded, stemmed word as it stands in a text's words; of a script without spaces, one letter. */
export type Term = string

export type Watch =
  /** These words in a row; one word is a row of one. */
  | { kind: 'phrase'; terms: readonly Term[] }
  /** A name in any of its spellings: keys that `variant-keys` gives, in a row. */
  | { kind: 'name'; keys: readonly Term[] }
  /** Both, at most so many words apart, in any order. */
  | { kind: 'near'; within: number; parts: readonly [Watch, Watch] }
  | { kind: 'and'; parts: readonly Watch[] }
  | { kind: 'or'; parts: readonly Watch[] }
  /** Only inside an `and` with something that is not: an expression of nots alone would find everything. */
  | { kind: 'not'; part: Watch }
