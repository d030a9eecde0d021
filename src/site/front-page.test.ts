import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { serveSite, startSite } from '../../test/support/site.ts'
import { createTexts } from '../text/index.ts'
import { howOften } from './front-terms.ts'

const dayMs = 24 * 3_600_000
const { often } = createTexts().of('en').site.front

for (const [sent, ageDays, expected] of [
  [0, null, 'Nothing has been sent yet, so nobody can say.'],
  [1, 0, '1 mail in the last day.'],
  [9, 6.5, '9 mails in the last 7 days.'],
  [0, 400, 'No mail in the last 60 days.'],
  [3, 400, '3 mails in the last 60 days.'],
  [26, 400, 'About 3 mails a week, going by the last 60 days.'],
  [6, 400, 'About 3 mails a month, going by the last 60 days.'],
  [90, 30, 'About 3 mails a day, going by the last 30 days.'],
] as const)
  test(`${sent} mails since ${ageDays ?? 'never'} days: "${expected}"`, () => {
    const at = 1_000 * dayMs
    assert.equal(
      howOften(often, { sent, firstAt: ageDays === null ? null : at - ageDays * dayMs, at }),
      expected,
    )
  })

test('before the field stands how often, what counts, who runs this, and the latest alert in full', async t => {
  const site = await startSite(t, { OPERATOR_NAME: 'The Courier', POSTAL_ADDRESS: '12 Quay Street' })
  await site.sendAlert({ headline: 'The older one', summary: 'Not shown in full.' })
  await site.sendAlert({
    headline: 'The latest one',
    summary: 'First.\n\nSecond.',
    sourceName: 'Harbour Office',
  })
  const page = await site.text('/')
  const [before = '', after = ''] = page.split('<form')
  assert.match(
    before,
    /How often.*2 mails in the last day\..*What counts as breaking.*The Courier, 12 Quay Street/s,
  )
  assert.match(before, /The latest one.*First\..*Second\..*Harbour Office/s)
  assert.match(after, /The older one/)
  assert.doesNotMatch(page, /Not shown in full/)
})

test('the front page with its style sheet and icon is under 30 kB, and all of it is ours', async t => {
  const site = await serveSite(t, { BRAND_ACCENT: '#0055aa' })
  const summary = 'Two or three sentences, as an alert has them. '.repeat(6)
  for (let count = 0; count < 6; count++)
    await site.sendAlert({
      headline: 'A headline that is as long as most headlines are',
      summary,
      sourceName: 'X',
    })
  const page = await (await fetch(site.origin)).text()
  const loaded = [...page.matchAll(/<(?:link|img|script)[^>]*(?:href|src)="([^"]*)"/g)]
    .map(match => match[1] ?? '')
    .filter(address => !address.startsWith('http://localhost:8080'))
  assert.equal(loaded.length, 2)
  const sizes = await Promise.all(
    loaded.map(async address => (await (await fetch(site.origin + address)).arrayBuffer()).byteLength),
  )
  const bytes = sizes.reduce((sum, size) => sum + size, Buffer.byteLength(page))
  assert.ok(bytes < 30_000, `${bytes} bytes`)
  t.diagnostic(`${bytes} bytes uncompressed: page ${Buffer.byteLength(page)}, ${sizes.join(', ')}`)
})

test('readers’ style sheet is under 12 kB, and neither sheet knows left from right', async t => {
  const site = await serveSite(t)
  for (const name of ['tocsin.css', 'desk-pages.css']) {
    const path = site.routes.find(route => route.path.endsWith(`/${name}`))?.path
    const css = await (await fetch(site.origin + path)).text()
    assert.ok(css.length < 12_000, `${name}: ${css.length}`)
    assert.doesNotMatch(
      css,
      /(?:margin|padding|border)-(?:left|right)|[;{](?:left|right|float):|text-align:(?:left|right)/,
    )
  }
})

test('the operator’s colour is in the style sheet and the icon, the sign in the masthead', async t => {
  const folder = await mkdtemp(join(tmpdir(), 'tocsin-logo-'))
  t.after(() => rm(folder, { recursive: true }))
  const file = join(folder, 'logo.svg')
  await writeFile(file, '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')
  const site = await serveSite(t, { BRAND_ACCENT: '#0055aa,#8bf', BRAND_LOGO: file })
  const page = await (await fetch(site.origin)).text()
  const [, logo = ''] = /<img class="logo" src="([^"]*)" alt="">/.exec(page) ?? []
  const answer = await fetch(site.origin + logo)
  assert.equal(answer.headers.get('content-type'), 'image/svg+xml')
  assert.equal(answer.headers.get('content-security-policy'), "default-src 'none'; style-src 'unsafe-inline'")
  assert.equal(answer.headers.get('x-content-type-options'), 'nosniff')
  const [, sheet = ''] = /rel="stylesheet" href="([^"]*)"/.exec(page) ?? []
  assert.match(
    await (await fetch(site.origin + sheet)).text(),
    /--signal:#0055aa.*dark\)\{:root\{--signal:#88bbff/s,
  )
  const [, icon = ''] = /rel="icon" href="([^"]*)"/.exec(page) ?? []
  assert.match(await (await fetch(site.origin + icon)).text(), /fill="#0055aa"/)
})
