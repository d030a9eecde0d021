import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { type Site, startSite } from '../../../test/support/site.ts'
import { readAllRows } from '../../../test/support/store-rows.ts'
import {
  addTopic,
  keepPreferences,
  plainPreferences,
  preferencesToken,
  readPreferences,
  verifyConsent,
} from '../../subscribers/index.ts'

const dayMs = 24 * 3_600_000
const address = 'ada@example.org'

interface Visit extends Site {
  token: string
  path: string
  /** What the form sends when nothing is changed. */
  form: Record<string, string>
}

/** A confirmed subscriber, who opens the page by a link from a mail. */
async function visit(t: TestContext): Promise<Visit> {
  const site = await startSite(t)
  await site.post(`/confirm/${await site.signUp(address)}`, {})
  const token = preferencesToken(site.subscribers, {
    subscriberId: 1,
    linkGeneration: 0,
    at: site.clock.now(),
  })
  const form = {
    ...{ scope: 'all', least: 'developing', dailyMost: '', quietFrom: '', quietTo: '' },
    ...{ timeZone: 'UTC', digestAt: '18:00', mailLanguage: 'en' },
  }
  return { ...site, token, path: `/choices/${token}`, form }
}

async function kept({ store }: Site) {
  return (await readPreferences(store.read, [1])).get(1)
}

async function events({ store }: Site): Promise<string[]> {
  const rows = await store.read
    .selectFrom('consent_events')
    .select(['kind', 'scope', 'method'])
    .orderBy('id')
    .execute()
  return rows.map(({ kind, scope, method }) => `${kind} ${scope}: ${method}`)
}

async function mails({ store }: Site, kind: string) {
  return store.read.selectFrom('outbox').selectAll().where('kind', '=', kind).execute()
}

test('the page opens by the link alone, works without script, and names nobody', async t => {
  const site = await visit(t)
  const answer = await site.get(site.path)
  assert.equal(answer.status, 200)
  const page = await answer.text()
  assert.match(page, /<h1>What .* sends you<\/h1>/)
  assert.doesNotMatch(page, /ada@|example\.org/i)
  assert.doesNotMatch(page, /<script(?! type="module" src="\/assets\/choices\.js">)/)
})

test('what is chosen is kept, and the page shows it', async t => {
  const site = await visit(t)
  const fields = new URLSearchParams({
    ...site.form,
    ...{ scope: 'chosen', least: 'breaking', dailyMost: '3', quietFrom: '22:00', quietTo: '07:00' },
    ...{ timeZone: 'Europe/Berlin', digestAt: '08:30' },
  })
  for (const watch of ['harbour fire', '', '"general strike"']) fields.append('watch', watch)
  const answer = await site.send(site.path, String(fields), {
    'content-type': 'application/x-www-form-urlencoded',
  })
  assert.equal(answer.status, 303)
  assert.deepEqual(await kept(site), {
    ...{ scope: 'chosen', topics: [], watch: ['harbour fire', '"general strike"'], less: [] },
    ...{ least: 'breaking', dailyMost: 3, quiet: { from: 1320, to: 420 }, timeZone: 'Europe/Berlin' },
    ...{ digestAt: 510, muted: [], only: [], pausedUntil: null },
  })
  const page = await site.text(answer.headers.get('location') ?? '')
  assert.match(page, /Saved\. It holds/)
  assert.match(page, /value="harbour fire"/)
  assert.match(page, /value="22:00"/)
})

test('a form that is sent twice, unchanged, writes nothing', async t => {
  const site = await visit(t)
  await site.post(site.path, { ...site.form, scope: 'chosen' })
  const before = await readAllRows(site.store)
  assert.equal((await site.post(site.path, { ...site.form, scope: 'chosen' })).status, 303)
  assert.deepEqual(await readAllRows(site.store), before)
})

test('what cannot be used is said beside the field, with everything typed still there', async t => {
  const site = await visit(t)
  const wrong = {
    ...{ watch: '"harbour', dailyMost: 'many', quietFrom: '22:00', digestAt: 'noon' },
  }
  const answer = await site.post(site.path, { ...site.form, ...wrong })
  assert.equal(answer.status, 422)
  const page = await answer.text()
  assert.match(page, /value="&quot;harbour"/)
  assert.match(page, /value="many"/)
  assert.match(page, /Enter a whole number from 0 to 100/)
  assert.match(page, /Quiet hours need a beginning and an end/)
  assert.match(page, /Enter a time like 18:00/)
  assert.match(page, /quotation mark/)
  assert.equal(await kept(site), undefined)
})

test('more than twenty expressions, or one that is too long, are not kept', async t => {
  const site = await visit(t)
  const type = { 'content-type': 'application/x-www-form-urlencoded' }
  for (const watch of [Array.from({ length: 21 }, (_, n) => `word${n}`), ['x'.repeat(201)]]) {
    const fields = new URLSearchParams(site.form)
    for (const one of watch) fields.append('watch', one)
    assert.equal((await site.send(site.path, String(fields), type)).status, 422)
  }
  assert.equal(await kept(site), undefined)
})

test('whatever is sent, the page answers, keeps its bounds and puts no active content in itself', async t => {
  const site = await visit(t)
  const hostile = [
    '<script>alert(1)</script>',
    '"><img src=x onerror=1>',
    '\u0000\u202e',
    '((((((((((',
    '🏴'.repeat(300),
  ]
  for (const value of hostile) {
    const fields = Object.fromEntries(
      [
        'scope',
        'topic',
        'watch',
        'least',
        'dailyMost',
        'quietFrom',
        'timeZone',
        'digestAt',
        'mailLanguage',
        'language',
      ].map(name => [name, value]),
    )
    for (const rest of ['', '/preview', '/press', '/pause', '/marketing']) {
      const answer = await site.post(site.path + rest, { ...fields, press: value, pause: value, date: value })
      assert.ok(answer.status < 500, `${rest} ${value}: ${answer.status}`)
      assert.doesNotMatch(await answer.text(), /<script>|<img/)
    }
  }
  const huge = await site.send(site.path, 'watch='.padEnd(40_000, 'x'), {
    'content-type': 'application/x-www-form-urlencoded',
  })
  assert.equal(huge.status, 413)
})

test('the record gets an event when all becomes chosen, and never topics or watch words', async t => {
  const site = await visit(t)
  await site.post(site.path, { ...site.form, watch: 'secretword' })
  await site.post(site.path, { ...site.form, watch: 'secretword', scope: 'chosen' })
  await site.post(site.path, { ...site.form, watch: 'otherword', scope: 'chosen' })
  await site.post(site.path, { ...site.form, scope: 'all' })
  assert.deepEqual((await events(site)).slice(2), [
    'changed alerts: preference page: chosen alerts',
    'changed alerts: preference page: every alert',
  ])
  const rows = await site.store.read.selectFrom('consent_events').selectAll().execute()
  assert.doesNotMatch(JSON.stringify(rows), /secretword|otherword/)
  assert.equal((await verifyConsent(site.store.read, site.subscribers.secrets)).ok, true)
})

test('marketing is a question of its own: unticked, recorded once, and taken back without touching alerts', async t => {
  const site = await visit(t)
  assert.doesNotMatch(await site.text(site.path), /name="marketing" value="yes" checked/)
  for (const marketing of ['yes', 'yes', '', '']) await site.post(`${site.path}/marketing`, { marketing })
  assert.deepEqual((await events(site)).slice(2), [
    'confirmed marketing: preference page',
    'withdrawn marketing: preference page',
  ])
})

test('one press mutes a story, the next undoes it; both may come twice', async t => {
  const site = await visit(t)
  const alert = await site.sendAlert({ headline: 'A bridge is closed' })
  const page = await site.text(`${site.path}?alert=${alert}`)
  assert.match(page, /It came because you signed up for all alerts/)
  const [, press = ''] = /value="(mute [^"]+)"/.exec(page) ?? []
  for (let time = 0; time < 2; time++) {
    const answer = await site.post(`${site.path}/press`, { press, alert: String(alert) })
    const after = await site.text(answer.headers.get('location') ?? '')
    assert.match(after, /This story is muted/)
    assert.match(after, new RegExp(`value="un${press}">Undo`))
  }
  assert.deepEqual((await kept(site))?.muted, [{ thread: alert }])
  assert.match(await site.text(site.path), /Muted stories/)
  await site.post(`${site.path}/press`, { press: `un${press}` })
  assert.deepEqual((await kept(site))?.muted, [])
})

test('a reason is told as far as it is the one of then: not after other choices', async t => {
  const site = await visit(t)
  const alertId = await site.sendAlert({ headline: 'A bridge is closed' })
  const { id } = await site.store.read.selectFrom('subscribers').select('id').executeTakeFirstOrThrow()
  await site.store.write(tx =>
    tx
      .insertInto('deliveries')
      .values({
        ...{
          alert_id: alertId,
          subscriber_id: id,
          chunk: 1,
          state: 'accepted',
          updated_at: site.clock.now(),
        },
        ...{ attempts: 1, resent: 0, reason: null, smtp_code: 250, smtp_status: null, smtp_text: null },
        ...{ first_attempt_at: null, due_at: null, parked: null, lease_until: null, doubted_at: null },
        started_by: null,
      })
      .execute(),
  )
  const why = /because you signed up for all alerts/
  assert.match(await site.text(site.path), why)
  await site.clock.advance(60_000)
  const preferences = { ...plainPreferences, watch: ['bridge'] }
  await site.store.write(tx => keepPreferences(tx, { subscriberId: id, preferences, at: site.clock.now() }))
  assert.doesNotMatch(await site.text(site.path), /It came because/)
})

test('less of a topic is one press, and the form that is saved meanwhile in another tab keeps it', async t => {
  const site = await visit(t)
  const added = await site.store.write(tx =>
    addTopic(tx, { kind: 'topic', slug: 'sport', name: 'Sport', names: {}, about: '' }),
  )
  assert.ok(added)
  const alert = await site.sendAlert({ headline: 'A match is over', topics: ['Sport'] })
  assert.match(await site.text(`${site.path}?alert=${alert}`), /Less of Sport/)
  await site.post(`${site.path}/press`, { press: 'less 1' })
  await site.post(site.path, { ...site.form, topic: '1', scope: 'chosen' })
  const now = await kept(site)
  assert.deepEqual([now?.less, now?.topics, now?.scope], [[1], [1], 'chosen'])
})

test('a pause ends by itself; a date is a morning in the reader’s zone, after today and within a year', async t => {
  const site = await visit(t)
  await site.post(site.path, { ...site.form, timeZone: 'Asia/Tokyo' })
  await site.post(`${site.path}/pause`, { pause: 'week' })
  assert.equal((await kept(site))?.pausedUntil, site.clock.now() + 7 * dayMs)
  assert.match(await site.text(site.path), /Paused until/)
  const day = new Date(site.clock.now() + 10 * dayMs).toISOString().slice(0, 10)
  await site.post(`${site.path}/pause`, { pause: 'date', date: day })
  assert.equal((await kept(site))?.pausedUntil, Date.parse(`${day}T00:00:00+09:00`))
  for (const date of ['2001-01-01', '9999-12-31', '2026-02-31', 'soon'])
    assert.equal((await site.post(`${site.path}/pause`, { pause: 'date', date })).status, 422, date)
  await site.post(`${site.path}/pause`, { pause: 'go-on' })
  assert.equal((await kept(site))?.pausedUntil, null)
})

test('the preview shows what an expression would have brought, and saves nothing', async t => {
  const site = await visit(t)
  await site.sendAlert({ headline: 'Harbour of Aldorra closed after a fire' })
  await site.sendAlert({ headline: 'A bridge is closed' })
  await site.clock.advance(2 * 60_000)
  const before = await readAllRows(site.store)
  const fields = { ...site.form, watch: 'harbours', scope: 'chosen' }
  const page = await (await site.post(`${site.path}/preview`, fields)).text()
  const [watch = ''] = /<fieldset id="watch">[\s\S]*?<\/fieldset>/.exec(page) ?? []
  assert.match(watch, /: 1 alert\./)
  assert.match(watch, /Harbour of Aldorra closed/)
  assert.doesNotMatch(watch, /A bridge is closed/)
  assert.match(page, /With all that is chosen here, that is 1 in the last day/)
  assert.deepEqual(await readAllRows(site.store), before)
})

test('an expired link mails a fresh one to its owner, at most one an hour, and shows no address', async t => {
  const site = await visit(t)
  await site.clock.advance(31 * dayMs)
  const expired = await site.get(site.path)
  assert.equal(expired.status, 410)
  assert.match(await expired.text(), /Mail me a fresh link/)
  assert.equal((await mails(site, 'choices')).length, 0)
  const pages = []
  for (let time = 0; time < 3; time++) pages.push(await (await site.post(`${site.path}/fresh`, {})).text())
  assert.equal(new Set(pages).size, 1, 'the same answer, whether a mail goes out or not')
  assert.doesNotMatch(pages[0] ?? '', /ada@|example\.org/)
  const [mail, ...more] = await mails(site, 'choices')
  assert.equal(more.length, 0)
  assert.equal(mail?.recipient, address)
  const [, fresh = ''] = /(\/choices\/\S+)/.exec(mail?.text ?? '') ?? []
  assert.equal((await site.get(fresh)).status, 200)
  await site.clock.advance(3_600_000)
  await site.post(`${site.path}/fresh`, {})
  assert.equal((await mails(site, 'choices')).length, 2)
})

test('nobody is mailed a fresh link by a token that is open, void or none of ours', async t => {
  const site = await visit(t)
  await site.post(`${site.path}/fresh`, {})
  await site.post('/choices/1.abc.AAAAAAAAAAAAAAAAAAAAAA/fresh', {})
  await site.clock.advance(31 * dayMs)
  await site.store.write(tx => tx.updateTable('subscribers').set({ link_generation: 1 }).execute())
  await site.post(`${site.path}/fresh`, {})
  assert.equal((await mails(site, 'choices')).length, 0)
})

test('voiding the older links shuts the page for all who hold one', async t => {
  const site = await visit(t)
  assert.match(await (await site.post(`${site.path}/void`, {})).text(), /All older links are void/)
  assert.equal((await site.get(site.path)).status, 404)
  const before = await readAllRows(site.store)
  for (const rest of ['', '/press', '/pause', '/marketing', '/void', '/preview'])
    assert.equal((await site.post(site.path + rest, { ...site.form, pause: 'day' })).status, 404)
  assert.deepEqual(await readAllRows(site.store), before)
})

test('GET and HEAD change no row, whatever the address says', async t => {
  const site = await visit(t)
  const alert = await site.sendAlert({ headline: 'A bridge is closed' })
  const before = await readAllRows(site.store)
  for (const query of [
    '',
    `?alert=${alert}`,
    '?alert=99&done=less 7',
    '?done=saved',
    '?done=<b>',
    '?done=mute story 1',
  ])
    for (let time = 0; time < 3; time++) {
      assert.equal((await site.get(site.path + query)).status, 200)
      assert.equal((await site.head(site.path + query)).status, 200)
    }
  assert.deepEqual(await readAllRows(site.store), before)
})

test('a form on another site cannot press anything here', async t => {
  const site = await visit(t)
  const foreign = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }
  for (const rest of ['', '/press', '/pause', '/marketing', '/void', '/fresh', '/preview'])
    assert.equal((await site.post(site.path + rest, site.form, foreign)).status, 403, rest)
})

test('who has left finds nothing to choose', async t => {
  const site = await visit(t)
  await site.store.write(tx => tx.updateTable('subscribers').set({ state: 'left' }).execute())
  assert.match(await site.text(site.path), /You have left/)
  await site.post(`${site.path}/marketing`, { marketing: 'yes' })
  assert.equal((await events(site)).length, 2)
})

test('the last alerts say what became of each', async t => {
  const site = await startSite(t)
  await site.sendAlert({ headline: 'Before signing up' })
  await site.clock.advance(60_000)
  await site.post(`/confirm/${await site.signUp(address)}`, {})
  const got = await site.sendAlert({ headline: 'Taken by the relay' })
  const quiet = await site.sendAlert({ headline: 'Less urgent', priority: 'developing' })
  await site.store.write(async tx => {
    const row = { chunk: 1, attempts: 1, resent: 0, updated_at: site.clock.now() }
    await tx
      .insertInto('deliveries')
      .values({ alert_id: got, subscriber_id: 1, state: 'accepted', ...row })
      .execute()
    await tx.updateTable('alerts').set({ state: 'sent' }).where('id', '=', quiet).execute()
  })
  const token = preferencesToken(site.subscribers, {
    subscriberId: 1,
    linkGeneration: 0,
    at: site.clock.now(),
  })
  await site.post(`/choices/${token}`, {
    ...{ scope: 'all', least: 'breaking', timeZone: 'UTC', digestAt: '18:00', mailLanguage: 'en' },
  })
  const page = await site.text(`/choices/${token}`)
  const fates = [...page.matchAll(/<li>[\s\S]*?<h3>[\s\S]*?>([^<]+)<\/a><\/h3>\s*<p class="small">([^<]+)</g)]
  const of = Object.fromEntries(fates.map(([, headline, fate]) => [headline, fate?.trim()]))
  assert.match(of['Before signing up'] ?? '', /sent before you signed up/)
  assert.match(of['Taken by the relay'] ?? '', /^You got it on/)
  assert.match(of['Less urgent'] ?? '', /less urgent than you want/)
})

test('a problem far down is named at the top, with a link to its field', async t => {
  const site = await visit(t)
  const answer = await site.post(site.path, {
    ...site.form,
    ...{ watch: '"open', dailyMost: 'many', quietFrom: '22:00', digestAt: 'late' },
  })
  assert.equal(answer.status, 422)
  const page = await answer.text()
  const links = [...page.matchAll(/<a class="tap" href="#([\w-]+)">/g)].map(([, id]) => id)
  assert.deepEqual(links, ['watch-1', 'dailyMost', 'quietFrom', 'digestAt'])
  for (const id of links) assert.match(page, new RegExp(`<input id="${id}"`))
})

test('who ticks a topic and leaves "Everything" is told that all still comes', async t => {
  const site = await visit(t)
  await site.store.write(tx =>
    addTopic(tx, { kind: 'topic', name: 'Politics', slug: '', names: {}, about: '' }),
  )
  const saved = async (form: Record<string, string>) => {
    const answer = await site.post(site.path, { ...site.form, ...form })
    return site.text(answer.headers.get('location') ?? '')
  }
  assert.match(await saved({ topic: '1' }), /Saved\. You still get every alert: .* “Only what I choose”/)
  assert.match(await saved({ topic: '1', scope: 'chosen' }), /Saved\. It holds/)
  assert.match(await saved({}), /Saved\. It holds/)
})

test('the parts of the page are listed at its top, and time zones stand by region', async t => {
  const site = await visit(t)
  const page = await site.text(site.path)
  const [contents = ''] = /<nav class="contents".*?<\/nav>/s.exec(page) ?? []
  const parts = [...contents.matchAll(/href="#(\w+)"/g)].map(([, id]) => id)
  assert.deepEqual(parts, ['wants', 'watch', 'limits', 'pause', 'marketing', 'history', 'yours'])
  for (const id of parts) assert.equal(page.split(`id="${id}"`).length, 2, `${id} is there once`)
  assert.match(page, /<option value="UTC" selected>UTC/)
  assert.match(
    page,
    /<optgroup label="America">.*<option value="America\/New_York">New York \(UTC−?-?\d\d:\d\d\)/s,
  )
})
