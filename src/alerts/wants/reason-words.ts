/** Why an alert came or did not, and what is wrong with watch words, in the reader's language. */
import { longestWatchExpression, type Topic, topicName } from '../../subscribers/index.ts'
import type { Texts } from '../../text/index.ts'
import type { WatchProblem } from '../watch/parse-watch.ts'
import { widestNear } from '../watch/words.ts'
import type { Because, Obstacle } from './wants.ts'

export interface ReasonContext {
  topics: readonly Topic[]
  /** BCP 47. */
  language: string
  texts: Texts
}

/** More would fill a mail's footer. */
const mostNamed = 3

/** A clause that begins with "because", for `mail.why` and `reasons.came`. */
export function becauseWords(because: Because, { topics, language, texts }: ReasonContext): string {
  const text = texts.of(language).reasons.because
  switch (because.kind) {
    case 'topics':
      return text.topics(namesOf(because.topics, topics, language))
    case 'watch': {
      const { expressions } = because
      return text.watch({
        expressions: expressions.slice(0, mostNamed).map(oneLine),
        more: Math.max(0, expressions.length - mostNamed),
      })
    }
    case 'follows':
      return text.follows[because.as]
    default:
      return text[because.kind]
  }
}

/** A sentence. @param timeZone IANA, the reader's. */
export function obstacleWords(
  obstacle: Obstacle,
  { topics, language, texts, timeZone }: ReasonContext & { timeZone: string },
): string {
  const text = texts.of(language).reasons.obstacle
  switch (obstacle.kind) {
    case 'paused':
      return text.paused({ until: obstacle.until, timeZone })
    case 'other-story':
      return text.otherStory
    case 'muted':
      return text.muted
    case 'priority':
      // Nothing is less urgent than `developing`.
      return text.priority(obstacle.least === 'flash' ? 'flash' : 'breaking')
    case 'less':
      return text.less(namesOf(obstacle.topics, topics, language))
    case 'no-match':
      return text.noMatch
  }
}

/** A sentence that says what to do. */
export function problemWords({ code, found }: WatchProblem, language: string, texts: Texts): string {
  const text = texts.of(language).reasons.watchProblem
  switch (code) {
    case 'empty':
      return text.empty
    case 'too-long':
      return text.tooLong(longestWatchExpression)
    case 'too-deep':
      return text.tooDeep
    case 'no-word':
      return text.noWord(found)
    case 'open-quote':
      return text.openQuote(found)
    case 'open-bracket':
      return text.openBracket
    case 'close-bracket':
      return text.closeBracket
    case 'nothing-before':
      return text.nothingBefore(found)
    case 'nothing-after':
      return text.nothingAfter(found)
    case 'near-needs-words':
      return text.nearNeedsWords
    case 'near-number':
      return text.nearNumber(widestNear)
    case 'only-excludes':
      return text.onlyExcludes
    case 'contradiction':
      return text.contradiction
  }
}

/** What was deleted since is left out. */
function namesOf(ids: readonly number[], topics: readonly Topic[], language: string): string[] {
  return topics.filter(({ id }) => ids.includes(id)).map(topic => topicName(topic, language))
}

/** It was typed in one line of a form; an import may have brought anything. */
function oneLine(expression: string): string {
  return expression.replace(/[\s\p{Cc}]+/gu, ' ').trim()
}
