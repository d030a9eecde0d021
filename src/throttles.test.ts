import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readConfig } from './config.ts'
import { ConfigError } from './errors.ts'
import { readThrottles } from './throttles.ts'

const none = { perSecond: null, connections: null, messagesPerConnection: null }

test('nothing is limited unless THROTTLES says so', () => {
  assert.deepEqual(readConfig({}).config.throttles, { relay: none, each: none, groups: [] })
})

test('relay, groups, everything below a domain and each other domain have limits of their own', () => {
  const value =
    'relay: 500/s; gmail.com, googlemail.com: 20/s, 5 connections, 100 messages a connection; *.example: 2/s; each: 1 connection;'
  assert.deepEqual(readConfig({ THROTTLES: value }).config.throttles, {
    relay: { ...none, perSecond: 500 },
    each: { ...none, connections: 1 },
    groups: [
      {
        names: ['gmail.com', 'googlemail.com'],
        limits: { perSecond: 20, connections: 5, messagesPerConnection: 100 },
      },
      { names: ['*.example'], limits: { ...none, perSecond: 2 } },
    ],
  })
})

test('a rate is a second, a minute or an hour', () => {
  const rate = (text: string) => readThrottles(`relay: ${text}`).relay.perSecond
  assert.deepEqual(['0.5/s', '600/min', '36000/h', '1 / min'].map(rate), [0.5, 10, 10, 1 / 60])
})

test('domains are lower-case A-labels', () => {
  const { groups } = readThrottles('GMail.com, bücher.example, *.MÜNCHEN.example.: 1/s')
  assert.deepEqual(groups[0]?.names, ['gmail.com', 'xn--bcher-kva.example', '*.xn--mnchen-3ya.example'])
})

const wrong: [value: string, names: string][] = [
  ['gmail.com 20/s', 'gmail.com 20/s'],
  ['gmail.com:', 'gmail.com:'],
  [': 20/s', ': 20/s'],
  ['gmail.com: 20', '"20"'],
  ['gmail.com: 20/d', '20/d'],
  ['gmail.com: 0/s', '0/s'],
  ['gmail.com: 200000/s', '200000/s'],
  ['gmail.com: 0 connections', '0 connections'],
  ['gmail.com: 20/s, 30/min', 'two limits'],
  ['gmail.com: 20/s,', '""'],
  ['gmail.com: 20/s; a.example, GMAIL.com: 2/s', 'gmail.com twice'],
  ['relay, gmail.com: 20/s', 'stand alone'],
  ['a b: 20/s', '"a b"'],
  ['gmail: 20/s', '"gmail"'],
  ['*: 20/s', '"*"'],
  ['a.*.example: 20/s', '"a.*.example"'],
]

for (const [value, named] of wrong)
  test(`THROTTLES=${JSON.stringify(value)} is refused in one line that says what is wrong`, () => {
    assert.throws(
      () => readConfig({ THROTTLES: value }),
      error =>
        error instanceof ConfigError &&
        error.message.startsWith('THROTTLES') &&
        error.message.includes(named) &&
        !error.message.includes('\n'),
    )
  })
