/** Why one reader is in or out, in sentences. The first is the answer. */
import type { Because, Obstacle } from '../../alerts/index.ts'
import type { Fate, ReaderAnswer } from '../../deliveries/index.ts'
import type { Topic } from '../../subscribers/index.ts'
import { deskText } from '../text/en.ts'
import { minuteText } from '../time.ts'

const text = deskText.reader

export function readerWords(answer: ReaderAnswer, topics: readonly Topic[]): string[] {
  const because = (reason: Because) => becauseWords(reason, topics)
  switch (answer.kind) {
    case 'unknown':
    case 'pending':
    case 'suppressed':
      return [`${text.no}.`, text.standing[answer.kind]]
    case 'left':
      return [`${text.no}.`, text.standing.left(answer.at === null ? null : minuteText(answer.at))]
    case 'out':
      return [`${text.no}.`, obstacleWords(answer.obstacle, topics)]
    case 'not-followed':
      return [`${text.no}.`, text.notFollowed]
    case 'now':
      return [`${text.yes}.`, because(answer.because)]
    case 'held': {
      const until = answer.until === null ? [] : [text.until(minuteText(answer.until))]
      return [`${text.inDigest}.`, because(answer.because), text.why[answer.why], ...until]
    }
    case 'fate': {
      const got = answer.fate.kind === 'got' || answer.fate.kind === 'digested' || answer.fate.kind === 'held'
      const why = got && answer.because ? [text.byToday, because(answer.because)] : []
      return [fateWords(answer.fate), ...why]
    }
    case 'joined-later':
      return [`${text.no}.`, text.joinedLater(minuteText(answer.at))]
    case 'not-then':
      return [`${text.no}.`, text.notThen, because(answer.because)]
    case 'not-yet':
      return [text.notYet, because(answer.because)]
  }
}

/** Without the expressions that match: a reader's watch words are nobody's but theirs. */
function becauseWords(because: Because, topics: readonly Topic[]): string {
  return because.kind === 'topics'
    ? text.because.topics(namesOf(because.topics, topics))
    : text.because[because.kind]
}

function obstacleWords(obstacle: Obstacle, topics: readonly Topic[]): string {
  switch (obstacle.kind) {
    case 'paused':
      return text.obstacle.paused(minuteText(obstacle.until))
    case 'priority':
      // Nothing is less urgent than `developing`.
      return text.obstacle.priority[obstacle.least === 'flash' ? 'flash' : 'breaking']
    case 'less':
      return text.obstacle.less(namesOf(obstacle.topics, topics))
    default:
      return text.obstacle[obstacle.kind]
  }
}

function fateWords(fate: Fate): string {
  switch (fate.kind) {
    case 'got':
      return text.got(minuteText(fate.at))
    case 'digested':
      return text.digested(minuteText(fate.at))
    case 'held':
      return text.waits(fate.until === null ? null : minuteText(fate.until))
    default:
      return text.fates[fate.kind]
  }
}

function namesOf(ids: readonly number[], topics: readonly Topic[]): string[] {
  return topics.filter(({ id }) => ids.includes(id)).map(({ name }) => name)
}
