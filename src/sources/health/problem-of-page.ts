/** What keeps a watched web page from being read. A pure function of the answer; null: it is a page like any other. */
import type { Problem } from './problem.ts'
import { type FailedAnswer, problemOfAnswer } from './problem-of-answer.ts'

export type PageAnswer = Omit<FailedAnswer, 'reason'>

/** For pages these are no trouble: they are what was asked for. */
const fine = new Set<Problem['kind']>(['web-page', 'home-page', 'unreadable'])
const pageWords: Partial<Record<Problem['kind'], string>> = {
  'not-found': 'There is nothing at this address any more (404). Look on its site where the page is now.',
  'consent-page':
    'It shows a page that asks for consent instead of its text. Ask its publisher to leave programs out of that, or watch another page.',
  'login-page':
    'It shows a login instead of its text. Watch a page that is public, or ask its publisher for one.',
  json: 'It answers with JSON instead of a page, as programs do when something is wrong. Open the address in a browser and read what it says.',
}

export function problemOfPage(answer: PageAnswer): Problem | null {
  const problem = problemOfAnswer({ ...answer, reason: null })
  if (answer.status === 200 && fine.has(problem.kind)) return null
  return { kind: problem.kind, words: pageWords[problem.kind] ?? problem.words }
}

/** `reason`: the page reader's. */
export function unreadablePage(reason: string): Problem {
  return {
    kind: 'unreadable',
    words: `It cannot be read: ${reason}. Open the address in a browser and check it, or choose what to read by another selector.`,
  }
}
