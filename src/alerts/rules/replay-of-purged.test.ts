/** A replay of a past that was purged in part is as it was before, or is refused: never other mails. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshStore } from '../../../test/support/store.ts'
import type { Store } from '../../store/index.ts'
import { momentsKeptFrom, purgeChanges, purgeMoments } from '../../stories/index.ts'
import { makeSource, testBy } from '../test-alerts.ts'
import { addRule, changeRule, switchRule } from './keep-rules.ts'
import { purgeRuleLog } from './purge-rule-log.ts'
import { newRuleId, replayRules } from './replay.ts'
import { plainRule } from './rule.ts'
import { newsAt, toll } from './test-events.ts'
import { moveAll, tell } from './test-news.ts'
import { applyRules } from './work.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs
const days = 60
const end = newsAt + days * dayMs
const by = { by: testBy, at: newsAt - hourMs }

/**
 * Every other day a story that rings and an update of it; later stories of 27 days ago are put together, and of 39, so that
 * the newest that they told lies before and after what is looked back at. Now and then an editor changes the rule.
 */
async function months(store: Store): Promise<void> {
  const sourceId = await makeSource(store, 'none')
  const rule = { ...plainRule, does: 'send' as const, leastScore: 60, updates: true, pauseMs: hourMs }
  const added = await store.write(tx => addRule(tx, { name: 'Fast', rule, ...by }))
  assert.ok(added.kind === 'kept')
  const { ruleId } = added
  await store.write(tx => switchRule(tx, { ruleId, on: true, ...by }))
  const quiet: number[] = []
  for (let day = 0; day < days; day += 2) {
    const at = newsAt + day * dayMs
    const { storyId } = await tell(store, at, { sourceId, title: `Day ${day}`, moment: { score: 70 } })
    const changes = [toll(1, 3, 12)]
    await tell(store, at + 60_000, { sourceId, storyId, moment: { kind: 'joined', score: 75, changes } })
    await applied(store, at + 2 * hourMs)
    const other = await tell(store, at + 3 * hourMs, {
      sourceId,
      title: `Quiet ${day}`,
      moment: { score: 20 },
    })
    if (day % 6 === 4)
      await moveAll(store, at + 4 * hourMs, { kind: 'merge', from: other.storyId, to: storyId })
    else quiet.push(other.storyId)
    for (const back of [9, 13]) {
      const [from, to] = quiet.slice(-back - 2, -back)
      if (day % 6 === 0 && from !== undefined && to !== undefined)
        await moveAll(store, at + back * hourMs, { kind: 'merge', from, to })
    }
    await applied(store, at + 20 * hourMs)
    if (day % 10 === 8) {
      const changed = { ...rule, leastScore: 50 + (day % 20) }
      await store.write(tx => changeRule(tx, { ruleId, name: 'Fast', rule: changed, by: testBy, at }))
    }
  }
}

async function applied(store: Store, at: number): Promise<void> {
  while ((await store.write(tx => applyRules(tx, { limit: 5, at }))).taken > 0);
}

/** From every fourth day on: what they made, and what a rule would have made that rings for everything. */
async function replays(store: Store): Promise<{ from: number; asItWas: string; tried: string }[]> {
  const trial = {
    ...{ ruleId: newRuleId, name: 'All' },
    rule: { ...plainRule, does: 'send' as const, leastScore: 5, updates: true },
  }
  const all = []
  for (let from = newsAt; from < end; from += 4 * dayMs) {
    const to = from + 5 * dayMs
    const asItWas = await replayRules(store.read, { from, to, trial: null })
    const tried = await replayRules(store.read, { from, to, trial })
    all.push({ from, asItWas: JSON.stringify(asItWas), tried: JSON.stringify(tried) })
  }
  return all
}

test('wherever a purge was killed, a replay gives what it gave before, or says from when on there is one', async t => {
  const store = await freshStore(t)
  await months(store)
  const whole = await replays(store)
  assert.ok(whole.every(({ asItWas }) => asItWas.includes('"alert"')))
  const before = end - 40 * dayMs
  const purges = [
    ...[newsAt + 12 * dayMs, before].flatMap(end =>
      [purgeMoments, purgeChanges].map(purge => ({ purge, end })),
    ),
    { purge: purgeRuleLog, end: before },
  ]
  for (const { purge, end } of purges) {
    let gone = 0
    for (let turn = 0; turn < 2; turn++) {
      const wish = { before: end, limit: 7 }
      const killed = store.write(async tx => {
        await purge(tx, wish)
        throw new Error('killed')
      })
      await assert.rejects(killed, /killed/)
      gone += await store.write(tx => purge(tx, wish))
    }
    assert.ok(gone > 0, purge.name)
    while ((await store.write(tx => purge(tx, { before: end, limit: 500 }))) > 0);
    await sameOrRefused(store, whole)
  }
  const log = await store.read.selectFrom('rule_log').select(['kind', 'after_moment']).orderBy('id').execute()
  const { first } = await store.read
    .selectFrom('story_moments')
    .select(({ fn }) => fn.min('id').as('first'))
    .executeTakeFirstOrThrow()
  assert.deepEqual(
    [...new Set(log.filter(row => row.after_moment < first).map(({ kind }) => kind))],
    ['rule'],
  )
})

async function sameOrRefused(store: Store, whole: Awaited<ReturnType<typeof replays>>): Promise<void> {
  const keptFrom = (await momentsKeptFrom(store.read)) ?? 0
  const possibleFrom = keptFrom + 33 * dayMs
  const refused = JSON.stringify({ kind: 'purged', possibleFrom })
  const now = await replays(store)
  assert.deepEqual(
    now,
    whole.map(replay =>
      replay.from < possibleFrom ? { ...replay, asItWas: refused, tried: refused } : replay,
    ),
  )
  assert.ok(now.some(({ asItWas }) => asItWas !== refused))
}

test('what is purged while a replay reads makes it a refusal', async t => {
  const store = await freshStore(t)
  const sourceId = await makeSource(store, 'none')
  for (let day = 0; day < 3; day++) await tell(store, newsAt + day * dayMs, { sourceId })
  await store.write(tx => tx.deleteFrom('fresh_moments').execute())
  let answers = 0
  const read = store.read.withPlugin({
    transformQuery: ({ node }) => node,
    async transformResult({ result }) {
      answers += 1
      if (answers === 2) await store.write(tx => purgeMoments(tx, { before: newsAt + 2 * dayMs, limit: 1 }))
      return result
    },
  })
  const wish = { from: newsAt + 36 * hourMs, to: newsAt + 3 * dayMs, trial: null }
  assert.deepEqual(await replayRules(read, wish), { kind: 'purged', possibleFrom: newsAt + 35 * dayMs })
  assert.ok(answers > 3, 'it had begun')
})
