/** Expressions and texts for SQL full-text search: our words on both sides, so that it looks for the same. */
import type { Row, Watch } from '../../src/alerts/watch/expression.ts'
import type { Words } from '../../src/alerts/watch/words.ts'

/** Whole words in ASCII, for neither engine splits them again. */
const safe = (term: string) => term.replace(/[^\p{L}\p{N}]/gu, '') || 'x'

export function documentOf({ terms }: Words): string {
  return terms.map(term => (term === '' ? '' : safe(term))).join(' ')
}

export function termsIn(watch: Watch): string[] {
  if (watch.kind === 'phrase') return watch.terms.map(safe)
  if (watch.kind === 'name') return watch.keys.map(safe)
  if (watch.kind === 'not') return []
  return watch.parts.flatMap(termsIn)
}

export function fts5Of(watch: Watch): string {
  switch (watch.kind) {
    case 'phrase':
    case 'name':
      return `"${termsIn(watch).join(' ')}"`
    case 'near':
      return `NEAR(${watch.parts.map(part => fts5Of(firstRow(part))).join(' ')}, ${watch.within - 1})`
    case 'or':
      return `(${watch.parts.map(fts5Of).join(' OR ')})`
    case 'and': {
      const wanted = watch.parts.filter(part => part.kind !== 'not').map(fts5Of)
      const unwanted = watch.parts.flatMap(part => (part.kind === 'not' ? fts5Of(part.part) : []))
      const all = `(${wanted.join(' AND ')})`
      return unwanted.length > 0 ? `(${all} NOT (${unwanted.join(' OR ')}))` : all
    }
    case 'not':
      return fts5Of(watch.part)
  }
}

/** Of tsquery a NEAR is both words: it knows only how far exactly. */
export function tsqueryOf(watch: Watch): string {
  switch (watch.kind) {
    case 'phrase':
    case 'name':
      return `(${termsIn(watch)
        .map(term => `'${term}'`)
        .join(' <-> ')})`
    case 'near':
    case 'and':
      return `(${watch.parts.map(tsqueryOf).join(' & ')})`
    case 'or':
      return `(${watch.parts.map(tsqueryOf).join(' | ')})`
    case 'not':
      return `!${tsqueryOf(watch.part)}`
  }
}

function firstRow(row: Row): Row {
  return row.kind === 'or' && row.parts[0] ? firstRow(row.parts[0]) : row
}
