/** A step of the rules holds everybody else's writing up: it must not take longer for all that there ever was. */
import assert from 'node:assert/strict'
import { DatabaseSync } from 'node:sqlite'
import { test } from 'node:test'
import { freshStore } from '../../../test/support/store.ts'
import { makeSource, testBy } from '../test-alerts.ts'
import { addRule, switchRule } from './keep-rules.ts'
import { plainRule } from './rule.ts'
import { newsAt, toll } from './test-events.ts'
import { moveAll, tell } from './test-news.ts'
import { applyRules } from './work.ts'

/** All of the index of those that wait, and no more, is what is wanted. */
const growing =
  /^SCAN (?!rule_memory USING INDEX rule_memory_waiting)(?:alerts|rule_alerts|rule_memory|items|stories|story_items|story_moments|story_changes)\b/

test('a step of the rules asks by index alone: of no table that grows every row is looked at', async t => {
  const store = await freshStore(t)
  // Which index PostgreSQL takes depends on what is in the tables.
  if (store.kind !== 'sqlite') return
  const sourceId = await makeSource(store, 'draft')
  await store.write(async tx => {
    const by = { by: testBy, at: newsAt }
    const added = await addRule(tx, { name: 'Fast', rule: { ...plainRule, does: 'send' }, ...by })
    assert.ok(added.kind === 'kept')
    await switchRule(tx, { ruleId: added.ruleId, on: true, ...by })
  })
  const asked = new Set<string>()
  const { prepare } = DatabaseSync.prototype
  t.mock.method(DatabaseSync.prototype, 'prepare', function (this: DatabaseSync, text: string) {
    asked.add(text)
    if (/^\s*(?:select|update|delete)/i.test(text)) {
      const plan = prepare.call(this, `explain query plan ${text}`).all()
      assert.deepEqual(
        plan.map(({ detail }) => String(detail)).filter(detail => growing.test(detail)),
        [],
        text,
      )
    }
    return prepare.call(this, text)
  })
  const { storyId } = await tell(store, newsAt, { sourceId, moment: { score: 80 } })
  await store.write(tx => applyRules(tx, { limit: 50, at: newsAt }))
  await tell(store, newsAt + 1_000, { sourceId, storyId, moment: { changes: [toll(1, 12, 3)] } })
  const other = await tell(store, newsAt + 2_000, { sourceId, moment: { score: 10 } })
  await moveAll(store, newsAt + 3_000, { kind: 'merge', from: other.storyId, to: storyId })
  await store.write(tx => applyRules(tx, { limit: 50, at: newsAt + 3_000 }))
  assert.ok(asked.size > 10)
})
