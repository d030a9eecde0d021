/**
 * Promise 7: nobody is tracked. No page and no mail loads anything from anybody else, no mail has an image or a
 * link that tells who followed it, and no cookie is set but the one that lets an editor in.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { article, type BusyNewsroom, linksOf, startBusyNewsroom } from './support/every-address.ts'
import { elementsOf, type HtmlElement } from './support/html-elements.ts'
import { type Newsroom, numbered, startNewsroom } from './support/newsroom.ts'

/** Where a browser loads from by itself; `a` and `form` wait for a person. */
const loading = [
  'src',
  'srcset',
  'poster',
  'data',
  'background',
  'lowsrc',
  'dynsrc',
  'manifest',
  'xlink:href',
]
const notLoaded = /^(canonical|alternate)$/

test('promise 7: no page sets a cookie or loads from anybody else, and no mail is more than words and plain links', async t => {
  const newsroom = await startBusyNewsroom(t)
  const pages = await checkPages(newsroom, newsroom.paths, newsroom.editor)
  assert.ok(pages >= 20, `${pages} pages`)
  for (const answer of [
    await newsroom.subscribe({ address: 'another@example.org' }),
    await newsroom.post(newsroom.paths.find(path => path.startsWith('/confirm/')) ?? ''),
    await newsroom.post(newsroom.paths.find(path => path.startsWith('/unsubscribe/')) ?? ''),
    await newsroom.post('/desk/enter/unknown'),
  ])
    assert.equal(answer.headers.get('set-cookie'), null)
  const entered = await newsroom.post(newsroom.paths.find(path => path.startsWith('/desk/enter/')) ?? '')
  assert.match(entered.headers.get('set-cookie') ?? '', /^tocsin_session=[^;]+;.*HttpOnly/, 'the one cookie')

  checkMails(newsroom)
  onlyTheLinksToTheirOwnPagesArePersonal(newsroom)
})

test('promise 7: the mailbox shows mails without loading anything, too', async t => {
  const newsroom = await startNewsroom(t, { readers: numbered(2), env: { SMTP_URL: '' } })
  await newsroom.untilState(await newsroom.send({ url: article }), 'sent')
  const paths = ['/mailbox', '/mailbox/1', '/mailbox/1/html', '/mailbox/1/raw', '/check-your-inbox']
  assert.equal(await checkPages(newsroom, paths, {}), 4)
})

/** Returns how many of them were HTML. */
async function checkPages(
  newsroom: Newsroom,
  paths: readonly string[],
  headers: Record<string, string>,
): Promise<number> {
  let pages = 0
  for (const path of paths) {
    const answer = await newsroom.get(path, headers)
    const type = answer.headers.get('content-type') ?? ''
    assert.equal(answer.headers.get('set-cookie'), null, path)
    assert.match(answer.headers.get('content-security-policy') ?? '', /default-src 'none'/, path)
    assert.match(answer.headers.get('referrer-policy') ?? '', /^(no-referrer|same-origin)$/, path)
    for (const name of ['link', 'report-to', 'reporting-endpoints', 'nel', 'refresh'])
      assert.equal(answer.headers.get(name), null, `${path}: ${name}`)
    noForeignOrigins(answer.headers.get('content-security-policy') ?? '', path)
    if (type.includes('event-stream')) {
      await answer.body?.cancel()
      continue
    }
    const body = await answer.text()
    if (type.includes('text/html')) {
      pages++
      for (const element of elementsOf(body)) loadsNothingForeign(newsroom, element, path)
    }
    if (type.includes('text/css')) noForeignStyle(body, path)
    if (type.includes('javascript'))
      assert.doesNotMatch(body, /https?:\/\/|sendBeacon|document\.cookie/, path)
  }
  return pages
}

function noForeignOrigins(policy: string, path: string): void {
  assert.doesNotMatch(policy, /https?:|\*|unsafe-eval/, `${path}: ${policy}`)
}

function loadsNothingForeign(
  { server }: Newsroom,
  { name, attributes, text }: HtmlElement,
  path: string,
): void {
  const ours = [new URL(server.site).origin, server.origin]
  const at = `${path}: <${name}>`
  const links = name === 'link' && !notLoaded.test(attributes['rel'] ?? '') ? [attributes['href']] : []
  for (const address of [...loading.map(attribute => attributes[attribute]), ...links]) {
    if (address === undefined) continue
    const url = new URL(address, `${server.origin}${path}`)
    assert.ok(ours.includes(url.origin), `${at} loads ${address}`)
  }
  if (name === 'base') assert.equal(attributes['href'], undefined, at)
  assert.ok(!('ping' in attributes), `${at} pings`)
  assert.ok(!Object.keys(attributes).some(attribute => attribute.startsWith('on')), `${at} is active`)
  if (name === 'meta') assert.notEqual(attributes['http-equiv']?.toLowerCase(), 'refresh', at)
  noForeignStyle(attributes['style'] ?? '', at)
  if (name === 'style') noForeignStyle(text, at)
}

function noForeignStyle(css: string, at: string): void {
  assert.doesNotMatch(css, /@import|@font-face/i, at)
  for (const [, address = ''] of css.matchAll(/url\(\s*['"]?([^'")]*)/gi))
    assert.doesNotMatch(address, /^(?:[a-z]+:)?\/\//i, `${at} loads ${address}`)
}

const mayStandInAMail =
  /^(html|head|meta|title|style|body|div|p|span|a|b|bdi|strong|em|i|br|hr|h[1-6]|table|tbody|tr|td|ul|ol|li|blockquote|center|main|header|footer)$/

function checkMails({ mails }: BusyNewsroom): void {
  for (const { mail, to } of mails) {
    // What only Outlook sees counts too.
    const seen = (mail.html ?? '').replace(/<!--\[if mso\]>|<!\[endif\]-->/g, '')
    assert.ok(!seen.includes('<!--'))
    for (const { name, attributes, text } of elementsOf(seen)) {
      const at = `the mail "${mail.subject}" to ${to}: <${name}>`
      assert.match(name, mayStandInAMail, at)
      for (const attribute of loading) assert.ok(!(attribute in attributes), `${at} ${attribute}`)
      assert.doesNotMatch(`${attributes['style'] ?? ''}${name === 'style' ? text : ''}`, /url\(|@import/i, at)
    }
    assert.equal(mail.attachments.length, 0)
  }
}

/** Two readers' mails of one alert hold the same links but to their own pages; what leads to the article is its plain address. */
function onlyTheLinksToTheirOwnPagesArePersonal({ mails }: BusyNewsroom): void {
  const alerts = Object.groupBy(
    mails.filter(({ headers }) => headers.has('list-unsubscribe')),
    ({ mail }) => mail.subject ?? '',
  )
  for (const [subject, both = []] of Object.entries(alerts)) {
    const [one = [], other] = both.map(mail =>
      [...new Set(linksOf(mail))].filter(link => !/\/(?:unsubscribe|choices)\//.test(link)).toSorted(),
    )
    if (other) assert.deepEqual(one, other, subject)
    for (const link of one) {
      const known = link === article || /^http:\/\/localhost:\d+\/(alerts\/\d+|privacy)?$/.test(link)
      assert.ok(known, `${subject}: ${link}`)
    }
  }
  assert.ok(mails.some(mail => linksOf(mail).includes(article)))
}
