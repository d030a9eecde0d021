import type { Watch } from './expression.ts'

/** Canonical text: what parses to this very expression. Of words brought to one form; a reader is shown what they typed. */
export function printWatch(watch: Watch): string {
  switch (watch.kind) {
    case 'phrase':
      return row(watch.terms)
    case 'name':
      return `~${row(watch.keys)}`
    case 'near': {
      const [one, other] = watch.parts
      return `${inner(one, ['or'])} NEAR/${watch.within} ${inner(other, ['or'])}`
    }
    case 'and':
      return watch.parts.map(part => inner(part, ['or'])).join(' ')
    case 'or':
      return watch.parts.map(part => inner(part, ['and'])).join(' OR ')
    case 'not':
      return `NOT ${inner(watch.part, ['and', 'or'])}`
  }
}

function inner(watch: Watch, looser: readonly Watch['kind'][]): string {
  const text = printWatch(watch)
  return looser.includes(watch.kind) ? `(${text})` : text
}

function row(terms: readonly string[]): string {
  return terms.length === 1 ? `${terms[0]}` : `"${terms.join(' ')}"`
}
