import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Topic } from '../../subscribers/index.ts'
import { createTexts } from '../../text/index.ts'
import { parseWatch } from '../watch/parse-watch.ts'
import { becauseWords, obstacleWords, problemWords } from './reason-words.ts'

const texts = createTexts()
const topic = { slug: '', about: '', retired: false, names: {} }
const topics: Topic[] = [
  { ...topic, id: 1, kind: 'topic', name: 'Politics' },
  { ...topic, id: 2, kind: 'place', name: 'Bavaria' },
]
const context = { topics, language: 'en', texts }

test('a reason names what was asked for', () => {
  assert.equal(
    becauseWords({ kind: 'watch', expressions: ['espionage'] }, context),
    'because you asked for: espionage',
  )
  assert.equal(
    becauseWords({ kind: 'topics', topics: [2, 1] }, context),
    'because you asked for: Politics, Bavaria',
  )
  assert.equal(becauseWords({ kind: 'everything' }, context), 'because you signed up for all alerts')
  assert.equal(
    becauseWords({ kind: 'follows', as: 'update' }, context),
    'because you got the alert that this follows',
  )
})

test('of many expressions three are named, each in one line, whatever an import brought', () => {
  assert.equal(
    becauseWords({ kind: 'watch', expressions: ['a\r\nBcc: x', 'b', 'c', 'd', 'e'] }, context),
    'because you asked for: a Bcc: x, b, c, and 2 more of your watch words',
  )
})

test('an obstacle is a sentence, with times on the reader’s clock', () => {
  const words = (obstacle: Parameters<typeof obstacleWords>[0]) =>
    obstacleWords(obstacle, { ...context, timeZone: 'Asia/Tokyo' })
  assert.match(
    words({ kind: 'paused', until: Date.UTC(2026, 10, 26, 20) }),
    /^You paused alerts until 27 November 2026 at 05:00\.$/,
  )
  assert.equal(words({ kind: 'muted' }), 'You muted this story.')
  assert.equal(words({ kind: 'less', topics: [1, 2] }), 'You asked for less of: Politics and Bavaria.')
  assert.match(words({ kind: 'priority', least: 'flash' }), /^It was less urgent than you want/)
  assert.match(words({ kind: 'no-match' }), /topics or watch words/)
})

test('a problem says what stands there and what to do', () => {
  const words = (typed: string) => {
    const parsed = parseWatch(typed)
    assert.ok(parsed.kind === 'problem')
    return problemWords(parsed.problem, 'en', texts)
  }
  assert.equal(words('spy AND'), 'There is nothing after “AND”. Type a word after it, or take it away.')
  assert.match(words('"secret'), /before “secret” has no second one/)
  assert.match(words('spy "'), /no second one/)
  assert.match(words('x'.repeat(201)), /more than 200 characters/)
  assert.match(words('a NEAR/99 b'), /from 1 to 30/)
})
