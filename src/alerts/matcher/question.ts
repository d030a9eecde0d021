/** An alert as the lists of the index know it. */
import type { Muted } from '../../subscribers/index.ts'
import type { AlertFacts } from '../wants/facts.ts'
import { type Wish, wishWants } from '../wants/wants.ts'
import type { Words } from '../watch/words.ts'
import { listNames } from './listing.ts'
import { keyText } from './terms.ts'

/** What a filter says; `words`: only to whom an expression finds. */
export type Passing = 'all' | 'words' | 'none'

export interface Question {
  kind: AlertFacts['kind']
  words: Words
  /** Its terms and keys of names, each once. */
  terms: readonly string[]
  /** Names of lists; see `listing.ts`. */
  topics: readonly string[]
  only: readonly string[]
  muted: readonly string[]
  namesTopics: boolean
  passing(filter: Wish): Passing
}

export function questionOf(facts: AlertFacts, at: number): Question {
  const { kind, words, namesTopics } = facts
  const stories: Muted[] = [...facts.storyIds.map(story => ({ story })), { thread: facts.threadId }]
  return {
    kind,
    words,
    terms: [...new Set(words.terms), ...[...new Set(words.names)].map(keyText)],
    topics: facts.topics.map(listNames.topic),
    only: stories.map(listNames.only),
    muted: stories.map(listNames.muted),
    namesTopics,
    passing(filter) {
      const wanted = wishWants(facts, filter, at)
      if (wanted.in) return 'all'
      return wanted.obstacle.kind === 'less' ? 'words' : 'none'
    },
  }
}
