import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { addStories } from '../../../test/support/story-rows.ts'
import { addRule, plainRule, switchRule } from '../../alerts/index.ts'
import { purgeChanges, purgeMoments } from '../../stories/index.ts'
import { testDesk } from '../test-desk.ts'

async function seededDesk(t: TestContext) {
  const desk = await testDesk(t)
  const stories = await addStories(desk.store, desk.clock.now())
  const page = async (id: number, query = '') => (await desk.get(`/desk/stories/${id}${query}`)).text()
  return { ...desk, stories, page }
}

const sectionOf = (page: string, id: string) =>
  new RegExp(`<section[^>]*aria-labelledby="${id}">([\\s\\S]*?)</section>`).exec(page)?.[1] ?? ''

test('a story says how breaking it is as a number, in words, and with reasons that say their points', async t => {
  const { page, stories } = await seededDesk(t)
  const score = sectionOf(await page(stories.dam), 'score')
  assert.match(score, /data-live="score">81</)
  assert.match(score, /data-live="band">Very breaking</)
  assert.match(score, /highest 95/)
  assert.match(score, />\+17<.*Skarv Water Board is marked as an official source.*\+17 points/)
  assert.match(score, />−10</)
})

test('a story that was never scored, and one of a single moment, have words where the picture would be', async t => {
  const { page, stories, store } = await seededDesk(t)
  assert.match(await page(stories.single), /One moment so far: there is no course to draw yet/)
  await store.write(tx => tx.deleteFrom('story_moments').where('story_id', '=', stories.single).execute())
  const unscored = await page(stories.single)
  assert.match(unscored, /It was not scored: it is from before stories were/)
  assert.doesNotMatch(unscored, /<svg class="course"/)
})

test('the course is a picture with a text, and what moved it is listed with its number and why', async t => {
  const { page, stories } = await seededDesk(t)
  const course = sectionOf(await page(stories.dam), 'course')
  assert.match(course, /<svg class="course"[^>]*aria-label="From 31 at .* to 81 at .*; highest 95 at /)
  assert.match(course, /<strong>2<\/strong>[\s\S]*?from 31 to 66[\s\S]*?official source/)
  assert.match(course, /class="alert"/)
})

test('of a story whose first moments were purged the rest is drawn, and the page says what is no longer kept', async t => {
  const { page, stories, store, clock } = await seededDesk(t)
  const before = clock.now() - 60 * 60_000
  const whole = sectionOf(await page(stories.dam), 'course')
  await store.write(tx => purgeMoments(tx, { before, limit: 999 }))
  await store.write(tx => purgeChanges(tx, { before, limit: 999 }))
  const told = await page(stories.dam)
  const course = sectionOf(told, 'course')
  assert.match(whole, /The story began/)
  assert.match(course, /<svg class="course"/)
  assert.match(course, /What moved it before \d+ \w+ \d{4} is no longer kept\./)
  assert.doesNotMatch(course, /The story began|from 0 to/)
  assert.match(sectionOf(told, 'history'), /What was before \d+ \w+ \d{4} is no longer kept\./)
  const asleep = await page(stories.asleep)
  assert.match(sectionOf(asleep, 'score'), /What it was scored by is no longer kept/)
  assert.doesNotMatch(asleep, /<svg class="course"|It was not scored|Nothing moved it|None: its items/)
  assert.doesNotMatch(await page(stories.single), /no longer kept/)
})

test('who says so is counted once each, and whoever carries it is named with it', async t => {
  const { page, stories } = await seededDesk(t)
  const origins = sectionOf(await page(stories.dam), 'origins')
  assert.match(origins, /7 independent origins, 11 sources/)
  assert.match(
    origins,
    /Nordwire <small>first of all<\/small> <small>carried by The Aldorra Times, Channel North/,
  )
  assert.match(origins, />19 items</)
})

test('what is materially new stands in words at its item, with who says it', async t => {
  const { page, stories } = await seededDesk(t)
  const told = await page(stories.dam)
  assert.match(
    told,
    /New: The number of people killed rose from 3 to 12\.<\/strong> <q dir="auto">Death toll from Brenvik dam rises to 12<\/q>/,
  )
  assert.match(told, /<details><summary>15 more that carry or name Nordwire<\/summary>/)
  assert.match(told, /<h4 dir="auto" lang="ar">انهيار/)
  assert.match(told, /<h4 dir="auto" lang="ja">ブレンヴィク/)
  assert.match(told, /<span>pushed<\/span>/)
})

test('alerts of what was merged into it are its own; the story so far, merges and moves are told in words', async t => {
  const { page, stories, store } = await seededDesk(t)
  await store.write(tx =>
    tx.updateTable('alerts').set({ story_id: stories.merged }).where('id', '=', 1).execute(),
  )
  const told = await page(stories.dam)
  assert.match(sectionOf(told, 'alerts'), /three villages cleared/)
  assert.match(sectionOf(told, 'so-far'), /Cracks found in Skarv dam/)
  const history = sectionOf(told, 'history')
  assert.match(
    history,
    /1 item came with a merge from <a href="\/desk\/stories\/\d+">Story \d+<\/a>: <bdi[^>]*>Sirens heard/,
  )
  assert.match(history, /by the machine: their items say the same of the same places and numbers/)
  assert.match(history, /2 items moved to/)
  assert.match(history, /by Ada/)
})

test('each rule that is on says what it would do with the story, or what it misses', async t => {
  const { page, stories, store } = await seededDesk(t)
  const none = sectionOf(await page(stories.dam), 'alerts')
  assert.match(none, /No rule of stories is on/)
  const by = { by: 'editor:Ada', at: 0 }
  const rules = {
    Loud: { leastScore: 60, does: 'send' as const },
    Proud: { leastScore: 90, leastOrigins: 9 },
    Far: { anyWords: ['volcano'] },
    Foreign: { onlySources: [999] },
    Off: {},
  }
  await store.write(async tx => {
    for (const [name, rule] of Object.entries(rules)) {
      const kept = await addRule(tx, { name, rule: { ...plainRule, ...rule }, ...by })
      assert.equal(kept.kind, 'kept')
      if (kept.kind === 'kept' && name !== 'Off')
        await switchRule(tx, { ruleId: kept.ruleId, on: true, ...by })
    }
  })
  const told = sectionOf(await page(stories.dam), 'alerts')
  assert.match(told, /<strong>Loud<\/strong> would send an alert of it/)
  assert.match(
    told,
    /<strong>Proud<\/strong> would do nothing: score 81, and it wants 90; 7 independent origins, and it wants 9/,
  )
  assert.match(told, /<strong>Far<\/strong> would do nothing: not its words</)
  assert.match(told, /<strong>Foreign<\/strong> would do nothing: not its sources</)
  assert.doesNotMatch(told, /<strong>Off</)
})

test('a story of three hundred items is shown in pages, every item on one of them', async t => {
  const { page, stories } = await seededDesk(t)
  const found = new Set<string>()
  let query: string | undefined = ''
  for (let pages = 0; query !== undefined; pages++) {
    assert.ok(pages < 4)
    const told = await page(stories.long, query)
    for (const [, id = ''] of told.matchAll(/form="sort" name="item" value="(\d+)"/g)) found.add(id)
    query = /<a href="\/desk\/stories\/\d+(\?before=\d+)">Earlier items/.exec(told)?.[1]
  }
  assert.equal(found.size, 300)
})

test('an old item, on a later page, can be drafted from', async t => {
  const { post, store, stories } = await seededDesk(t)
  const oldest = await store.read
    .selectFrom('story_items')
    .select(({ fn }) => fn.min('item_id').as('id'))
    .where('story_id', '=', stories.long)
    .executeTakeFirstOrThrow()
  const answer = await post(`/desk/stories/${stories.long}/draft`, { item: String(oldest.id) })
  assert.equal(answer.status, 303)
})

test('whatever sources write of themselves and of languages is text on a story’s page', async t => {
  const { page, stories, store } = await seededDesk(t)
  const evil = '"><script>alert(1)</script><b>'
  await store.write(async tx => {
    await tx
      .updateTable('items')
      .set({ title: evil, text: evil, language: evil, url: 'javascript:alert(1)' })
      .execute()
    await tx.updateTable('sources').set({ name: evil }).execute()
    await tx.updateTable('story_items').set({ origin_name: evil }).execute()
    await tx.updateTable('stories').set({ headline: evil, language: evil }).execute()
    await tx.updateTable('story_changes').set({ why: evil, by: evil }).execute()
    await tx
      .updateTable('item_events')
      .set({ before: evil, after: `${evil} and more` })
      .execute()
    const facts = { of: evil, what: evil, actor: evil, source: evil, mark: evil }
    const reasons = JSON.stringify(
      ['mark', 'official', 'change', 'weight'].map(kind => ({ kind, points: 9, facts })),
    )
    const changes = JSON.stringify([{ kind: 'denial', itemId: 5, quote: evil, facts }])
    await tx.updateTable('story_moments').set({ reasons, changes, headline: evil }).execute()
  })
  for (const told of [
    await page(stories.dam),
    await page(stories.dam, '?from=2'),
    await page(stories.single),
  ]) {
    assert.doesNotMatch(told, /<script>alert|<b>|javascript:/)
    assert.doesNotMatch(told, /lang="[^"]*(?:script|&quot;)/)
  }
})

test('a changed headline stands open at its item, a changed text is there for who opens it', async t => {
  const { page, stories, store } = await seededDesk(t)
  assert.match(await page(stories.dam), /<p class="measure"><strong>Headline changed<\/strong>/)
  await store.write(tx => tx.updateTable('item_events').set({ kind: 'text changed' }).execute())
  const told = await page(stories.dam)
  assert.match(told, /<details><summary><strong>Text changed<\/strong>/)
  assert.doesNotMatch(told, /Headline changed/)
})
