import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { propertyRuns } from '../../../test/support/property-runs.ts'
import { freshStore } from '../../../test/support/store.ts'
import { testStoreKind } from '../../../test/support/store-place.ts'
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
import { addRule, changeRule, switchRule } from './keep-rules.ts'
import { newRuleId, type ReplayedMail, replayRules } from './replay.ts'
import { plainRule, type Rule } from './rule.ts'
import { anyHappening, anyRule, changesOf, type Happening, newsAt } from './test-events.ts'
import { moveAll, tell } from './test-news.ts'
import { applyRules } from './work.ts'

const hourMs = 3_600_000
const by = { by: testBy, at: newsAt - hourMs }

/** Where nothing that it needs was purged. */
async function mailsOf(store: Store, wish: Parameters<typeof replayRules>[1]): Promise<ReplayedMail[]> {
  const replayed = await replayRules(store.read, wish)
  assert.ok(replayed.kind === 'replayed')
  return replayed.mails
}

/** What went out or was drafted by rules of stories, in the order in which it was decided. */
async function madeLive(store: Store) {
  const rows = await store.read
    .selectFrom('rule_alerts')
    .innerJoin('alerts', 'alerts.id', 'rule_alerts.alert_id')
    .leftJoin('rules', 'rules.id', 'rule_alerts.rule_id')
    .select([
      'alerts.kind',
      'alerts.created_by',
      'rule_alerts.story_id',
      'rule_alerts.decided_at',
      'rules.name',
    ])
    .select(['alerts.what_changed', 'alerts.what_was_wrong', 'rule_alerts.moment_id', 'rule_alerts.key'])
    .orderBy('rule_alerts.alert_id')
    .execute()
  return rows.map(row => ({
    ...{
      key: row.key,
      kind: row.kind,
      rule: row.name ?? 'corrections',
      at: row.decided_at,
      storyId: row.story_id,
    },
    ...{ momentId: row.moment_id, whatChanged: row.what_changed, whatWasWrong: row.what_was_wrong },
  }))
}

async function replayed(store: Store) {
  const mails = await mailsOf(store, {
    from: newsAt - hourMs,
    to: newsAt + 400 * hourMs,
    trial: null,
  })
  return mails.map(({ key, kind, rule, at, storyId, momentId, whatChanged, whatWasWrong }) => ({
    ...{ key, kind, rule, at, storyId, momentId, whatChanged, whatWasWrong },
  }))
}

/** One store for a whole run of news: what editors do is done to the alerts that are there. */
async function live(
  store: Store,
  { rules, happenings, steps }: { rules: Partial<Rule>[]; happenings: Happening[]; steps: number[] },
): Promise<void> {
  const sources = [
    await makeSource(store, 'none'),
    await makeSource(store, 'draft'),
    await makeSource(store, 'none'),
  ]
  for (const [index, rule] of rules.entries()) {
    const added = await store.write(tx =>
      addRule(tx, { name: `Rule ${index}`, rule: { ...plainRule, ...rule }, ...by }),
    )
    if (added.kind === 'kept')
      await store.write(tx => switchRule(tx, { ruleId: added.ruleId, on: true, ...by }))
  }
  const stories = new Map<number, number>()
  const random = steps[Symbol.iterator]()
  let at = newsAt
  for (const step of happenings) {
    if (step.kind === 'wait') at += step.afterMs
    else if (step.kind === 'item') {
      at += step.afterMs
      const known = stories.get(step.storyId)
      const moment = { score: step.score, origins: step.origins, changes: changesOf(step, stories.size) }
      const news = { sourceId: sources[step.sourceId - 1] ?? 0, firstPoll: step.firstPoll, moment }
      const told = await tell(store, at, known === undefined ? news : { ...news, storyId: known })
      stories.set(step.storyId, told.storyId)
    } else if (step.kind === 'editor') await editorDoes(store, step.does, stories.get(step.storyId), at)
    else {
      const [from, to] = [stories.get(step.from), stories.get(step.to)]
      if (from !== undefined && (to === undefined || (to !== from && step.kind === 'merge'))) {
        const target = await moveAll(store, at, {
          kind: to === undefined ? 'split' : 'merge',
          from,
          to: to ?? null,
        })
        stories.set(step.to, target)
        if (to !== undefined) for (const [name, id] of stories) if (id === from) stories.set(name, target)
      }
    }
    await work(store, random.next().value ?? 3, at)
  }
  await work(store, 9, at)
}

/** Some moments at a time, or none; some steps are killed in the middle. */
async function work(store: Store, wish: number, at: number): Promise<void> {
  if (wish === 0) return
  const killed = store.write(async tx => {
    await applyRules(tx, { limit: wish, at })
    throw new Error('killed')
  })
  if (wish % 2 === 0) await assert.rejects(killed, /killed/)
  else await killed.catch(() => undefined)
  if (wish < 7) await store.write(tx => applyRules(tx, { limit: wish, at }))
  else while ((await store.write(tx => applyRules(tx, { limit: wish, at }))).taken > 0);
}

async function editorDoes(
  store: Store,
  does: string,
  storyId: number | undefined,
  at: number,
): Promise<void> {
  if (storyId === undefined) return
  await store.write(async tx => {
    if (does === 'draft') await draftFromStory(tx, { storyId, by: testBy, at })
    const alerts = (await listAlerts(tx, { limit: 100 })).filter(alert => alert.storyId === storyId)
    const draft = alerts.find(({ state }) => state === 'draft')
    if (draft && does === 'send')
      await sendAlert(tx, { id: draft.id, by: testBy, at, people: 1, confirmedFlash: true })
    if (draft && does === 'discard') await discardDraft(tx, { id: draft.id, by: testBy, at })
    if (draft && does === 'edit') await editDraft(tx, { id: draft.id, fields: draft, by: testBy, at })
    const sent = alerts.find(({ state }) => state === 'sending')
    if (sent && does === 'stop') await stopAlert(tx, { id: sent.id, by: testBy, at })
    if (sent && does === 'pause') await pauseAlert(tx, { id: sent.id, by: testBy, at })
    const paused = alerts.find(({ state }) => state === 'paused')
    if (paused && does === 'resume') await resumeAlert(tx, { id: paused.id, by: testBy, at })
  })
}

test('a replay of what was live gives what live did, however late it was and wherever it was killed', async t => {
  const anyRun = fc.record({
    rules: fc
      .array(anyRule, { minLength: 1, maxLength: 3 })
      // One of them rings often enough that the others meet what it did.
      .map(([first, ...more]) => [{ ...first, ...often }, ...more]),
    happenings: fc.array(anyHappening, { minLength: 10, maxLength: 40 }),
    steps: fc.array(fc.nat({ max: 9 }), { minLength: 40, maxLength: 40 }),
  })
  const often = { leastScore: 40, leastOrigins: 1, hours: null, days: [], anyWords: [], updates: true }
  const made = { alert: 0, update: 0, correction: 0, retraction: 0 }
  const property = fc.asyncProperty(anyRun, async run => {
    const store = await freshStore(t)
    await live(store, run)
    const [did, says] = [await madeLive(store), await replayed(store)]
    for (const { kind } of did) made[kind]++
    // A draft of another rule's that went out is one row, and two decisions.
    const byKey = (mails: typeof did) => new Map(mails.map(mail => [mail.key, mail]))
    assert.deepEqual(byKey(did), byKey(says))
  })
  // Of this seed something comes; of the others nobody knows.
  await fc.assert(property, { ...propertyRuns(3), seed: 1 })
  assert.ok(made.alert > 0 && made.update > 0, `too little happened: ${JSON.stringify(made)}`)
  await fc.assert(property, propertyRuns(testStoreKind() === 'sqlite' ? 27 : 5))
  t.diagnostic(JSON.stringify(made))
})

test('a rule that was not there is tried on the past, and nothing is written', async t => {
  const store = await freshStore(t)
  const sourceId = await makeSource(store, 'none')
  const { storyId } = await tell(store, newsAt, { sourceId, moment: { score: 40 } })
  await tell(store, newsAt + 120_000, {
    sourceId,
    storyId,
    title: 'Dam bursts, two dead',
    moment: { score: 80, origins: 2 },
  })
  await store.write(tx => applyRules(tx, { limit: 9, at: newsAt + 120_000 }))
  const trial = {
    ruleId: newRuleId,
    name: 'Fast',
    rule: { ...plainRule, does: 'send' as const, leastScore: 70 },
  }
  const window = { from: newsAt - hourMs, to: newsAt + hourMs }
  const [first, again] = [
    await mailsOf(store, { ...window, trial }),
    await mailsOf(store, { ...window, trial }),
  ]
  assert.equal(JSON.stringify(first), JSON.stringify(again))
  assert.deepEqual(
    first.map(mail => [mail.kind, mail.does, mail.headline, mail.minutesAfterFirst, mail.score, mail.rule]),
    [['alert', 'send', 'Dam bursts, two dead', 2, 80, 'Fast']],
  )
  assert.deepEqual(await mailsOf(store, { ...window, trial: null }), [])
  assert.deepEqual(await listAlerts(store.read, { limit: 9 }), [])
})

test('a new version takes the place of the rule from where the trial begins', async t => {
  const store = await freshStore(t)
  const sourceId = await makeSource(store, 'none')
  const rule = { ...plainRule, does: 'send' as const, leastScore: 60 }
  const added = await store.write(tx => addRule(tx, { name: 'Fast', rule, ...by }))
  const ruleId = added.kind === 'kept' ? added.ruleId : 0
  await store.write(tx => switchRule(tx, { ruleId, on: true, ...by }))
  await tell(store, newsAt, { sourceId, moment: { score: 65 } })
  await store.write(tx => applyRules(tx, { limit: 9, at: newsAt }))
  await store.write(tx => changeRule(tx, { ruleId, name: 'Fast', rule: { ...rule, leastScore: 90 }, ...by }))
  await tell(store, newsAt + 60_000, { sourceId, moment: { score: 65 } })
  await store.write(tx => applyRules(tx, { limit: 9, at: newsAt + 60_000 }))
  const window = { from: newsAt, to: newsAt + hourMs }
  const was = await mailsOf(store, { ...window, trial: null })
  const would = await mailsOf(store, { ...window, trial: { ruleId, name: 'Fast', rule } })
  const later = await mailsOf(store, {
    from: newsAt + 30_000,
    to: newsAt + hourMs,
    trial: { ruleId, name: 'Fast', rule },
  })
  assert.deepEqual(
    [was.length, would.length, later.length],
    [1, 2, 1],
    'as it was; as first meant; from later on',
  )
})

test('a long replay lets others have their turn, whatever the store', async t => {
  const store = await freshStore(t)
  const sourceId = await makeSource(store, 'none')
  const { momentId } = await tell(store, newsAt, { sourceId, moment: { score: 10 } })
  const { id, ...row } = await store.read
    .selectFrom('story_moments')
    .selectAll()
    .where('id', '=', momentId)
    .executeTakeFirstOrThrow()
  for (let page = 0; page < 4; page++)
    await store.write(tx =>
      tx
        .insertInto('story_moments')
        .values(Array.from({ length: 500 }, () => row))
        .execute(),
    )
  let turns = 0
  let next = setImmediate(function turn() {
    turns += 1
    next = setImmediate(turn)
  })
  await mailsOf(store, { from: newsAt, to: newsAt + 1, trial: null })
  clearImmediate(next)
  assert.ok(turns >= 4, `${turns} turns`)
})
