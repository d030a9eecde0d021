/** Facts in a short form, for tables of sentences. */
import type { Fact } from './fact.ts'
import { factsOf } from './facts-of.ts'

/** "killed 12 + denial, it: the ministry"; without mentions. */
export function factsInShort(headline: string, language: string | null, text = ''): string {
  return factsOf({ title: headline, text, language })
    .flatMap(fact => inShort(fact))
    .join(' + ')
}

function inShort(fact: Fact): string[] {
  if (fact.kind === 'mention') return []
  if (fact.kind === 'count')
    return [`${fact.of} ${fact.low}${fact.high === fact.low ? '' : ` to ${fact.high}`}`]
  if (fact.kind === 'deed')
    return [`${fact.not ? 'not ' : ''}${fact.deed}, ${fact.what}: ${fact.actor ?? ''}`]
  return [`${fact.kind}${fact.whose === null ? '' : ` of ${fact.whose}`}`]
}
