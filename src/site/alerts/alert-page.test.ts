import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startSite } from '../../../test/support/site.ts'
import { correctAlert, createAlert, discardDraft } from '../../alerts/index.ts'

test('an alert’s page says what it said, who says so, and both times with their zone', async t => {
  const site = await startSite(t)
  const saidAt = site.clock.now()
  const url = 'https://www.news.example/bridge'
  const id = await site.sendAlert({ summary: 'One.\n\nTwo.', sourceName: 'The Harbour Office', saidAt, url })
  const page = await site.text(`/alerts/${id}`)
  assert.match(page, /<p dir="auto">One\.<\/p>\s*<p dir="auto">Two\.<\/p>/)
  assert.match(page, /The Harbour Office/)
  assert.match(page, /<time datetime="2026-01-01T00:00:00\.000Z">1 January 2026 at 00:00 UTC<\/time>/)
  assert.match(page, /<time datetime="2026-01-01T00:01:00\.000Z">1 January 2026 at 00:01 UTC<\/time>/)
  assert.match(page, /href="https:\/\/www\.news\.example\/bridge"/)
})

test('a draft, a discarded draft and an alert that never was have no page', async t => {
  const site = await startSite(t)
  const wish = { fields: { headline: 'Not yet' }, by: 'editor:Ada', at: site.clock.now(), send: false }
  const [draft, discarded] = await site.store.write(async tx => [
    await createAlert(tx, wish),
    await createAlert(tx, wish),
  ])
  assert.ok(draft?.kind === 'created' && discarded?.kind === 'created')
  await site.store.write(tx => discardDraft(tx, { id: discarded.id, by: 'editor:Ada', at: 1 }))
  for (const id of [draft.id, discarded.id, 999, 0, 'x', '1e3', '9'.repeat(30)])
    assert.equal((await site.get(`/alerts/${id}`)).status, 404)
  assert.doesNotMatch(await site.text('/alerts'), /Not yet/)
  assert.doesNotMatch(await site.text('/'), /Not yet/)
})

test('a corrected alert says on top that it was wrong, why, and what is right', async t => {
  const site = await startSite(t)
  const id = await site.sendAlert({ headline: 'The minister resigns' })
  const words = { headline: 'Her deputy resigns', summary: 'She stays.', whatWasWrong: 'It was not she.' }
  await site.clock.advance(60_000)
  const wish = { id, ...words, by: 'editor:Ada', at: site.clock.now() }
  const corrected = await site.store.write(tx => correctAlert(tx, wish))
  assert.ok(corrected.kind === 'sending')
  const page = await site.text(`/alerts/${id}`)
  const [top = ''] = page.split('<h1')
  assert.match(top, /This alert was wrong\. We corrected it on 1 January 2026 at 00:02 UTC\./)
  assert.match(top, /It was not she\./)
  assert.match(top, new RegExp(`href="/alerts/${corrected.id}"[^>]*>Her deputy resigns`))
  assert.match(await site.text('/'), /Corrected since/)
  assert.match(await site.text('/alerts'), /Corrected since/)
})

test('a correction’s page opens with what was wrong and names what it corrects', async t => {
  const site = await startSite(t)
  const follows = await site.sendAlert({ headline: 'The minister resigns' })
  const id = await site.sendAlert({
    kind: 'correction',
    follows,
    headline: 'Her deputy resigns',
    summary: 'She stays.',
    whatWasWrong: 'It was not she.',
  })
  const page = await site.text(`/alerts/${id}`)
  assert.match(
    page,
    /This corrects:.*The minister resigns.*What was wrong.*It was not she.*What is right.*She stays/s,
  )
})

test('updates stand on top of the alert they follow, the newest first, and not on their own page', async t => {
  const site = await startSite(t)
  const follows = await site.sendAlert({ headline: 'The first' })
  await site.sendAlert({ kind: 'update', follows, headline: 'The second' })
  const last = await site.sendAlert({ kind: 'update', follows, headline: 'The third' })
  assert.match(await site.text(`/alerts/${follows}`), /Since then.*The third.*The second.*<h1/s)
  assert.doesNotMatch(await site.text(`/alerts/${last}`), /Since then/)
})

test('what a source wrote reaches no page as active content', async t => {
  const site = await startSite(t)
  const hostile = '"><script>alert(1)</script><img src=x onerror=alert(2)>'
  const id = await site.sendAlert({
    headline: hostile,
    summary: hostile,
    sourceName: hostile,
    url: 'https://a.example/',
  })
  // However it got into the store: no page trusts it.
  await site.store.write(tx =>
    tx
      .updateTable('alerts')
      .set({ url: 'javascript:alert(3)', language: '"><script>' })
      .where('id', '=', id)
      .execute(),
  )
  for (const path of ['/', '/alerts', `/alerts/${id}`]) {
    const page = await site.text(path)
    assert.doesNotMatch(page, /<script|<img|javascript:/i)
    assert.match(page, /&lt;script&gt;/)
  }
})

test('lists follow the order of sending: a draft that waited is new when it goes out', async t => {
  const site = await startSite(t)
  const first = await site.sendAlert({ headline: 'Made first' })
  await site.sendAlert({ headline: 'Made second' })
  const { store } = site
  await store.write(tx =>
    tx
      .updateTable('alerts')
      .set({ approved_at: site.clock.now() + 1 })
      .where('id', '=', first)
      .execute(),
  )
  assert.match(await site.text('/alerts'), /Made first.*Made second/s)
})

test('the archive’s pages hold every alert once, whatever is sent meanwhile', async t => {
  const site = await startSite(t)
  const sent: number[] = []
  for (let count = 0; count < 45; count++) sent.push(await site.sendAlert({ headline: `Number ${count}` }))
  const seen: number[] = []
  for (let path: string | undefined = '/alerts'; path; ) {
    const page = await site.text(path)
    seen.push(...[...page.matchAll(/href="\/alerts\/(\d+)"/g)].map(match => Number(match[1])))
    path = /href="(\/alerts\?before=\d+)"/.exec(page)?.[1]
    await site.sendAlert({ headline: 'Meanwhile' })
  }
  assert.deepEqual(seen, sent.reverse())
})

test('the front page shows an alert as soon as it was sent, and nobody keeps it for others', async t => {
  const site = await startSite(t)
  assert.match(await site.text('/'), /No alert has been sent yet/)
  await site.sendAlert({ headline: 'Here it is' })
  const answer = await site.get('/')
  assert.match(await answer.text(), /Here it is/)
  assert.equal(answer.headers.get('cache-control'), 'private, no-store', 'it holds a token')
  assert.equal(answer.headers.get('etag'), null)
  const list = await site.get('/alerts')
  assert.match(list.headers.get('cache-control') ?? '', /public/)
  const again = await site.get('/alerts', { 'if-none-match': list.headers.get('etag') ?? '' })
  assert.equal(again.status, 304)
})

test('a wake-up that was lost leaves the front page behind for a second at most', async t => {
  const site = await startSite(t)
  await site.text('/')
  const row = {
    kind: 'alert',
    priority: 'flash',
    state: 'sent',
    summary: '',
    topics: '[]',
    language: 'en',
  } as const
  const times = { created_at: 1, approved_at: 1, created_by: 'rule:x', audience: 'matching' } as const
  await site.store.write(tx =>
    tx
      .insertInto('alerts')
      .values({ ...row, ...times, headline: 'Unannounced' })
      .execute(),
  )
  assert.doesNotMatch(await site.text('/'), /Unannounced/)
  await site.clock.advance(1_000)
  assert.match(await site.text('/'), /Unannounced/)
})
