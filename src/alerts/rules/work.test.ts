import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { pollUntil } from '../../../test/support/poll-until.ts'
import { freshStore } from '../../../test/support/store.ts'
import type { Store } from '../../store/index.ts'
import {
  discardDraft,
  draftFromStory,
  editDraft,
  listAlerts,
  pauseAlert,
  resumeAlert,
  sendAlert,
  stopAlert,
} from '../index.ts'
import { makeSource, testBy } from '../test-alerts.ts'
import { addRule, switchRule } from './keep-rules.ts'
import { plainRule, type Rule } from './rule.ts'
import { newsAt, takenBack, toll } from './test-events.ts'
import { moveAll, tell } from './test-news.ts'
import { applyRules, forgetWaitingUpdates } from './work.ts'

const minuteMs = 60_000

async function withRule(store: Store, name: string, rule: Partial<Rule>): Promise<number> {
  return store.write(async tx => {
    const by = { by: testBy, at: newsAt }
    const added = await addRule(tx, { name, rule: { ...plainRule, ...rule }, ...by })
    if (added.kind !== 'kept') throw new Error(added.kind)
    await switchRule(tx, { ruleId: added.ruleId, on: true, ...by })
    return added.ruleId
  })
}

const work = (store: Store, at = newsAt) => store.write(tx => applyRules(tx, { limit: 50, at }))

/** Oldest first. */
async function alerts(store: Store) {
  return (await listAlerts(store.read, { limit: 100 })).reverse()
}

test('a rule sends an alert of what came, and the update follows it to whoever got it', async t => {
  const store = await freshStore(t)
  const sourceId = await makeSource(store, 'none')
  await withRule(store, 'Fast', { does: 'send', topics: ['weather'], pauseMs: 10 * minuteMs })
  const { storyId, itemId } = await tell(store, newsAt, { sourceId, moment: { score: 80 } })
  await work(store)
  const moment = { changes: [toll(1, 12, 3)] }
  await tell(store, newsAt + minuteMs, { sourceId, storyId, title: 'Twelve dead', moment })
  const { nextAt } = await work(store, newsAt + minuteMs)
  assert.equal(nextAt, newsAt + 10 * minuteMs)
  await work(store, newsAt + 11 * minuteMs)
  const [alert, update, ...others] = await alerts(store)
  assert.deepEqual(others, [])
  assert.deepEqual(
    [alert?.kind, alert?.state, alert?.itemId, alert?.topics, alert?.approvedBy, alert?.audience],
    ['alert', 'sending', itemId, ['weather'], 'rule:Fast', 'matching'],
  )
  assert.deepEqual(
    [update?.kind, update?.state, update?.followsId, update?.threadId, update?.audience, update?.headline],
    ['update', 'sending', alert?.id, alert?.id, 'recipients', 'Twelve dead'],
  )
  assert.match(update?.whatChanged ?? '', /12/)
  assert.deepEqual(update?.topics, ['weather'])
})

test('rules of stories and of sources never double, and a source set to send keeps its word', async t => {
  const store = await freshStore(t)
  const [quiet, loud] = [await makeSource(store, 'none'), await makeSource(store, 'send')]
  await withRule(store, 'Fast', { does: 'send' })
  const { storyId } = await tell(store, newsAt, { sourceId: quiet, moment: { score: 80 } })
  await tell(store, newsAt + 1, { sourceId: loud, storyId, moment: { score: 90 } })
  await tell(store, newsAt + 2, { sourceId: loud, moment: { score: 90 } })
  await work(store)
  assert.deepEqual(
    (await alerts(store)).map(alert => [alert.storyId === storyId, alert.createdBy.startsWith('rule:Fast')]),
    [
      [true, true],
      [true, false],
      [false, false],
    ],
  )
})

test('the draft that a source made goes out by a rule that sends, once', async t => {
  const store = await freshStore(t)
  const sourceId = await makeSource(store, 'draft')
  await withRule(store, 'Fast', { does: 'send', priority: 'developing' })
  const { storyId } = await tell(store, newsAt, { sourceId, moment: { score: 30 } })
  await work(store)
  await tell(store, newsAt + 1, { sourceId, storyId, moment: { score: 90 } })
  await tell(store, newsAt + 2, { sourceId, storyId, moment: { score: 95 } })
  await work(store)
  assert.deepEqual(
    (await alerts(store)).map(alert => [alert.state, alert.priority, alert.approvedBy]),
    [['sending', 'developing', 'rule:Fast']],
  )
})

test('a draft that an editor has in hand, or threw away, is left alone', async t => {
  const store = await freshStore(t)
  const sourceId = await makeSource(store, 'none')
  await withRule(store, 'Cautious', { leastScore: 50 })
  await withRule(store, 'Fast', { does: 'send', leastScore: 80 })
  const first = await tell(store, newsAt, { sourceId })
  const second = await tell(store, newsAt, { sourceId })
  await work(store)
  const [held, thrown] = await alerts(store)
  await store.write(async tx => {
    if (held) await editDraft(tx, { id: held.id, fields: held, by: testBy, at: newsAt })
    if (thrown) await discardDraft(tx, { id: thrown.id, by: testBy, at: newsAt })
  })
  for (const { storyId } of [first, second])
    await tell(store, newsAt + 1, { sourceId, storyId, moment: { score: 99 } })
  await work(store)
  assert.deepEqual(
    (await alerts(store)).map(alert => alert.state),
    ['draft'],
  )
})

test('an alert of a story that was merged into another keeps that one quiet', async t => {
  const store = await freshStore(t)
  const sourceId = await makeSource(store, 'none')
  await withRule(store, 'Fast', { does: 'send' })
  const { storyId: from } = await tell(store, newsAt, { sourceId, moment: { score: 80 } })
  await work(store)
  const { storyId: to } = await tell(store, newsAt + 1, { sourceId })
  await moveAll(store, newsAt + 2, { kind: 'merge', from, to })
  await tell(store, newsAt + 3, { sourceId, storyId: to, moment: { score: 99 } })
  await work(store)
  assert.equal((await alerts(store)).length, 1)
})

test('an editor’s alert of a story that was merged keeps the other one quiet, also when rules never saw it', async t => {
  const store = await freshStore(t)
  const sourceId = await makeSource(store, 'none')
  await withRule(store, 'Fast', { does: 'send' })
  const { storyId: from } = await tell(store, newsAt, { sourceId })
  const { storyId: to } = await tell(store, newsAt + 1, { sourceId })
  await store.write(tx => draftFromStory(tx, { storyId: from, by: testBy, at: newsAt }))
  await store.write(tx => tx.updateTable('stories').set({ merged_into: to }).where('id', '=', from).execute())
  await store.write(tx => tx.deleteFrom('fresh_moments').execute())
  await tell(store, newsAt + 3, { sourceId, storyId: to, moment: { score: 99 } })
  await work(store)
  assert.equal((await alerts(store)).length, 1)
})

test('stories that go together ring by what came last, without waiting for more', async t => {
  const store = await freshStore(t)
  const sourceId = await makeSource(store, 'none')
  await withRule(store, 'Two origins', { does: 'send', leastScore: 0, leastOrigins: 2 })
  const { storyId: from } = await tell(store, newsAt, { sourceId, title: 'Older' })
  const { storyId: to } = await tell(store, newsAt + 1, { sourceId, title: 'Newer' })
  await tell(store, newsAt + 2, { sourceId, storyId: to, title: 'From the first poll', firstPoll: true })
  await moveAll(store, newsAt + 3, { kind: 'merge', from, to })
  await store.write(tx =>
    tx.updateTable('story_moments').set({ origins: 2 }).where('kind', '=', 'merged').execute(),
  )
  await work(store)
  assert.deepEqual(
    (await alerts(store)).map(alert => alert.headline),
    ['Newer'],
  )
})

test('a correction is drafted of what relied on it, and sent by nobody', async t => {
  const store = await freshStore(t)
  const [sourceId, other] = [await makeSource(store, 'none'), await makeSource(store, 'none')]
  await withRule(store, 'Fast', { does: 'send' })
  const { storyId, itemId } = await tell(store, newsAt, { sourceId, moment: { score: 80 } })
  const moment = { changes: [takenBack(2)] }
  const copy = await tell(store, newsAt + 1, { sourceId: other, storyId, title: 'Agency withdraws', moment })
  await store.write(tx =>
    tx.updateTable('story_items').set({ origin: 1 }).where('item_id', 'in', [itemId, copy.itemId]).execute(),
  )
  await work(store)
  const [alert, correction] = await alerts(store)
  assert.deepEqual(
    [correction?.kind, correction?.state, correction?.followsId, correction?.createdBy],
    ['correction', 'draft', alert?.id, 'rule:Fast'],
  )
  assert.match(correction?.whatWasWrong ?? '', /withdrew/i)
})

test('updates of a draft begin when an editor has sent it', async t => {
  const store = await freshStore(t)
  const sourceId = await makeSource(store, 'none')
  await withRule(store, 'Cautious', { pauseMs: 0 })
  const { storyId } = await tell(store, newsAt, { sourceId, moment: { score: 80 } })
  await tell(store, newsAt + 1, { sourceId, storyId, moment: { changes: [toll(2, 2)] } })
  await work(store)
  const [draft] = await alerts(store)
  await store.write(tx => sendAlert(tx, { id: draft?.id ?? 0, by: testBy, at: newsAt + 2, people: 1 }))
  await tell(store, newsAt + 3, { sourceId, storyId, moment: { changes: [toll(3, 9)] } })
  await work(store)
  assert.deepEqual(
    (await alerts(store)).map(alert => [alert.kind, alert.state]),
    [
      ['alert', 'sending'],
      ['update', 'draft'],
    ],
  )
})

test('an update that waited when a backup was made goes to nobody once the restore is accepted', async t => {
  const store = await freshStore(t)
  const sourceId = await makeSource(store, 'none')
  await withRule(store, 'Fast', { does: 'send', pauseMs: 10 * minuteMs })
  const { storyId } = await tell(store, newsAt, { sourceId, moment: { score: 80 } })
  await tell(store, newsAt + 1, { sourceId, storyId, moment: { changes: [toll(1, 12, 3)] } })
  await work(store, newsAt + 1)
  await store.write(tx => forgetWaitingUpdates(tx, newsAt + 2))
  assert.deepEqual(await work(store, newsAt + 60 * minuteMs), { taken: 0, nextAt: null })
  assert.deepEqual(
    (await alerts(store)).map(({ kind }) => kind),
    ['alert'],
  )
})

test('an alert that went to another story with its item is no news of the first one, at every look', async t => {
  const store = await freshStore(t)
  const sourceId = await makeSource(store, 'none')
  await withRule(store, 'Fast', { does: 'send' })
  const { storyId } = await tell(store, newsAt, { sourceId, moment: { score: 80 } })
  await work(store)
  const memory = JSON.stringify({ silent: true })
  await store.write(tx => tx.updateTable('rule_memory').set({ memory }).execute())
  for (const later of [1, 2]) {
    await tell(store, newsAt + later, { sourceId, storyId, moment: { score: 80 } })
    await work(store, newsAt + later)
  }
  const log = await store.read.selectFrom('rule_log').select('kind').execute()
  assert.deepEqual(
    log.map(({ kind }) => kind),
    ['rule'],
  )
})

for (const [what, act] of [
  ['stopped', stopAlert],
  ['paused', pauseAlert],
] as const)
  test(`an alert that is ${what} while the rules are at work is followed by nothing that they send`, async t => {
    const store = await freshStore(t)
    const sourceId = await makeSource(store, 'none')
    await withRule(store, 'Fast', { does: 'send', pauseMs: 0 })
    const { storyId } = await tell(store, newsAt, { sourceId, moment: { score: 80 } })
    await work(store)
    const [alert] = await alerts(store)
    const moment = { changes: [toll(1, 12, 3)] }
    await tell(store, newsAt + minuteMs, { sourceId, storyId, title: 'Twelve dead', moment })
    let first: Promise<unknown> | undefined
    await store.write(async tx => {
      await act(tx, { id: alert?.id ?? 0, by: testBy, at: newsAt + minuteMs })
      first = work(store, newsAt + minuteMs).catch(error => error)
      // On SQLite they wait for their turn to write; on PostgreSQL they have begun, and wait for the row.
      if (store.kind === 'postgres')
        await pollUntil('them to wait for the row', async () => {
          const { rows } = await sql`select pid from pg_locks where not granted`.execute(store.read)
          return rows.length > 0
        })
    })
    await first
    // As their worker does when its step has failed.
    await work(store, newsAt + minuteMs)
    const states = (await alerts(store)).map(({ kind, state }) => `${kind} ${state}`)
    assert.deepEqual(states, what === 'stopped' ? ['alert stopped'] : ['alert paused', 'update draft'])
  })

test('what follows an alert that an editor holds is drafted, and sent again once it is let go', async t => {
  const store = await freshStore(t)
  const sourceId = await makeSource(store, 'none')
  await withRule(store, 'Fast', { does: 'send', pauseMs: 0 })
  const { storyId } = await tell(store, newsAt, { sourceId, moment: { score: 90 } })
  await work(store)
  const [alert] = await alerts(store)
  assert.ok(alert)
  const wish = { id: alert.id, by: testBy, at: newsAt }
  await store.write(tx => pauseAlert(tx, wish))
  const goesOn = async (at: number, dead: number) => {
    const moment = { changes: [toll(dead - 1, dead, at)] }
    await tell(store, at, { sourceId, storyId, title: `${dead} dead`, moment })
    await work(store, at)
    return (await alerts(store)).at(-1)
  }
  const held = await goesOn(newsAt + minuteMs, 12)
  assert.deepEqual([held?.kind, held?.state], ['update', 'draft'])
  await store.write(tx => resumeAlert(tx, wish))
  await store.write(tx => discardDraft(tx, { id: held?.id ?? 0, by: testBy, at: newsAt + minuteMs }))
  const free = await goesOn(newsAt + 2 * minuteMs, 13)
  assert.deepEqual([free?.kind, free?.state], ['update', 'sending'])
})

test('a source drafts nothing of a story that was taken out of an alerted one, also where that was discarded', async t => {
  const store = await freshStore(t)
  const sourceId = await makeSource(store, 'draft')
  const { storyId } = await tell(store, newsAt, { sourceId })
  await work(store)
  const [alert] = await alerts(store)
  await store.write(tx => discardDraft(tx, { id: alert?.id ?? 0, by: testBy, at: newsAt }))
  const other = await moveAll(store, newsAt + 1, { kind: 'split', from: storyId, to: null })
  await tell(store, newsAt + 2, { sourceId, storyId: other, title: 'Dam bursts again' })
  await work(store, newsAt + 2)
  assert.deepEqual(await alerts(store), [])
})
