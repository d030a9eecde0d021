import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { freshStore } from '../../../test/support/store.ts'
import { changePreferences, plainPreferences, readPreferences } from '../index.ts'
import { type ChoicesEntry, type Chosen, entryOf, parseChoices } from './parse-choices.ts'
import { withQuickChoice } from './quick-choices.ts'

const rules = { topics: new Set([1, 2, 3]), watchProblem: () => null }

const word = fc.stringMatching(/^[a-z"~() ]{1,30}$/).map(text => text.trim())
const minute = fc.integer({ min: 0, max: 1_439 })

const chosen: fc.Arbitrary<Chosen> = fc.record({
  scope: fc.constantFrom('all' as const, 'chosen' as const),
  topics: fc.uniqueArray(fc.constantFrom(1, 2, 3)).map(ids => ids.sort()),
  watch: fc.uniqueArray(word, { maxLength: 20 }).map(words => words.filter(Boolean)),
  least: fc.constantFrom('flash' as const, 'breaking' as const, 'developing' as const),
  dailyMost: fc.option(fc.integer({ min: 0, max: 100 })),
  quiet: fc.option(
    fc
      .record({ from: minute, to: minute })
      .filter(({ from, to }) => from !== to && (from - to + 1_440) % 1_440 >= 60),
  ),
  timeZone: fc.constantFrom('UTC', 'Europe/Berlin', 'America/Argentina/Buenos_Aires', 'Asia/Calcutta'),
  digestAt: minute,
})

test('what was chosen, put into the form and read again, is the same', () => {
  fc.assert(
    fc.property(chosen, made => {
      // As a store gives it: a record of fast-check may have no prototype.
      const choices: Chosen = JSON.parse(JSON.stringify(made))
      assert.deepEqual(parseChoices(entryOf(choices), rules), { ok: true, chosen: choices })
    }),
  )
})

test('whatever a form holds, what comes of it is within bounds, and is stable', () => {
  const anything = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc.constantFrom(
      '1',
      'all',
      'chosen',
      'flash',
      '07:30',
      '24:00',
      '+01:00',
      'UTC',
      '1e9',
      '-1',
      '__proto__',
    ),
  )
  const list = fc.array(anything, { maxLength: 30 })
  const entry: fc.Arbitrary<ChoicesEntry> = fc.record({
    ...{ scope: anything, topics: list, watch: list, least: anything, dailyMost: anything },
    ...{ quietFrom: anything, quietTo: anything, timeZone: anything, digestAt: anything },
  })
  fc.assert(
    fc.property(entry, typed => {
      const parsed = parseChoices(typed, rules)
      if (!parsed.ok) return
      assert.ok(parsed.chosen.watch.length <= 20)
      assert.ok(parsed.chosen.watch.every(one => [...one].length <= 200))
      assert.deepEqual(parseChoices(entryOf(parsed.chosen), rules), parsed)
    }),
  )
})

test('quiet hours leave an hour of the day, in which the digest can come', () => {
  const told = (quietFrom: string, quietTo: string) => {
    const parsed = parseChoices({ ...entryOf(plainPreferences), quietFrom, quietTo }, rules)
    return parsed.ok ? null : parsed.problems.quiet
  }
  assert.equal(told('08:00', '07:00'), null)
  assert.equal(told('08:00', '07:01'), 'too-long')
  assert.equal(told('00:30', '23:31'), 'too-long')
})

test('each press has its opposite, and a second press changes nothing', () => {
  const what = { story: 7 }
  for (const [one, other] of [
    [
      { kind: 'mute', what },
      { kind: 'unmute', what },
    ],
    [
      { kind: 'only', what },
      { kind: 'not-only', what },
    ],
    [
      { kind: 'less', topic: 3 },
      { kind: 'not-less', topic: 3 },
    ],
    [{ kind: 'pause', until: 99 }, { kind: 'go-on' }],
  ] as const) {
    const pressed = withQuickChoice(plainPreferences, one, 1)
    assert.notDeepEqual(pressed, plainPreferences)
    assert.deepEqual(withQuickChoice(pressed, one, 1), pressed)
    assert.deepEqual(withQuickChoice(pressed, other, 1), plainPreferences)
  }
})

test('presses at the same moment, from many tabs, are all kept', async t => {
  const store = await freshStore(t)
  const nobody = { marketing: 0, created_at: 1, confirmed_at: 1, left_at: null }
  await store.write(tx =>
    tx
      .insertInto('subscribers')
      .values({
        id: 7,
        address: 'a@example.org',
        address_key: 'a',
        state: 'confirmed',
        language: 'en',
        ...nobody,
      })
      .execute(),
  )
  const topics = [1, 2, 3, 4, 5, 6, 7, 8]
  await Promise.all(
    topics.map(topic =>
      store.write(tx =>
        changePreferences(tx, {
          subscriberId: 7,
          change: before => withQuickChoice(before, { kind: 'less', topic }, 1),
          at: 1,
        }),
      ),
    ),
  )
  const { less = [] } = (await readPreferences(store.read, [7])).get(7) ?? {}
  assert.deepEqual(less.toSorted(), topics)
})
