import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { isOpaque, unwrapAddress } from './unwrap-address.ts'

const target = 'https://news.example/a?id=7'
const escaped = encodeURIComponent(target)
const base64 = (text: string) => Buffer.from(text).toString('base64url')
/** The older id of Google News, for an address of fewer or more than 127 octets. */
const googleId = (address: string) => {
  const length =
    address.length < 128 ? [address.length] : [(address.length & 0x7f) | 0x80, address.length >> 7]
  return Buffer.concat([
    Buffer.from([8, 0x13, 0x22, ...length]),
    Buffer.from(address),
    Buffer.from([0xd2, 1, 0]),
  ]).toString('base64url')
}
const longTarget = `https://news.example/${'a-long-story-'.repeat(12)}?id=7`

const wrapped: [string, string][] = [
  ['AMP viewer of Google', 'https://www.google.com/amp/s/news.example/a?id=7'],
  ['cache of AMP pages', 'https://news-example.cdn.ampproject.org/c/s/news.example/a?id=7'],
  ['cache of AMP pages, the viewer’s', 'https://news-example.cdn.ampproject.org/v/s/news.example/a?id=7'],
  ['AMP cache of Bing', 'https://news-example.bing-amp.com/c/s/news.example/a?id=7'],
  ['Google’s results', `https://www.google.co.uk/url?sa=t&url=${escaped}&usg=x`],
  ['Google’s mails', `https://www.google.com/url?q=${escaped}`],
  ['Google News, of old', `http://news.google.com/news/url?sa=T&ct2=us&url=${escaped}`],
  ['Google News by id', `https://news.google.com/rss/articles/${googleId(target)}?oc=5`],
  ['Google News by id, redirecting', `https://news.google.com/__i/rss/rd/articles/${googleId(target)}?oc=5`],
  ['Bing News', `http://www.bing.com/news/apiclick.aspx?ref=FexRss&aid=&tid=1&url=${escaped}&c=1`],
  ['Bing’s results', `https://www.bing.com/ck/a?!&&p=x&u=a1${base64(target)}&ntb=1`],
  ['Facebook', `https://l.facebook.com/l.php?u=${escaped}&h=AT0`],
  ['Facebook for phones', `https://lm.facebook.com/l.php?u=${escaped}`],
  ['Instagram', `https://l.instagram.com/?u=${escaped}&e=x`],
  ['Twitter', `https://twitter.com/i/redirect?url=${escaped}`],
  ['Slack', `https://slack-redir.net/link?url=${escaped}&v=3`],
  ['LinkedIn', `https://www.linkedin.com/redir/redirect?url=${escaped}&urlhash=x`],
  ['Reddit', `https://out.reddit.com/t3_x?url=${escaped}&token=y`],
  ['YouTube', `https://www.youtube.com/redirect?event=d&q=${escaped}`],
  ['Tumblr', `https://t.umblr.com/redirect?z=${escaped}&t=x`],
  ['VK', `https://vk.com/away.php?to=${escaped}`],
  ['Outlook', `https://eur01.safelinks.protection.outlook.com/?url=${escaped}&data=x`],
  ['Proofpoint 2', 'https://urldefense.proofpoint.com/v2/url?u=https-3A__news.example_a-3Fid-3D7&d=x'],
  ['Yahoo', `https://r.search.yahoo.com/_ylt=A0/RV=2/RO=10/RU=${escaped}/RK=2/RS=x-`],
  ['Yahoo, of old', `https://us.rd.yahoo.com/dailynews/rss/world/*${target}`],
  ['a publisher’s counter', `https://outbound.paper.example/r?source=rss&url=${escaped}`],
  ['a counter that escapes twice', `https://click.paper.example/?u=${encodeURIComponent(escaped)}`],
  [
    'one in another',
    `https://l.facebook.com/l.php?u=${encodeURIComponent(`https://www.google.com/url?q=${escaped}`)}`,
  ],
]

for (const [name, address] of wrapped)
  test(`the publisher’s address is found behind ${name}`, () => assert.equal(unwrapAddress(address), target))

test('a long address in an id of Google News is read whole', () => {
  assert.equal(unwrapAddress(`https://news.google.com/rss/articles/${googleId(longTarget)}`), longTarget)
})

test('what leads nowhere that a reader may go stays as it is', () => {
  for (const address of [
    'https://l.facebook.com/l.php?u=javascript%3Aalert(1)',
    'https://www.google.com/url?q=data%3Atext%2Fhtml%2Cx',
    'https://www.google.com/url?q=%2Fsearch',
    'https://www.google.com/amp/s/localhost-without-dot',
    `https://news.google.com/rss/articles/${googleId('javascript:alert(1)')}`,
    'https://news.google.com/rss/articles/CBMiBkFVX3lxTE9hYmNk',
    'https://news.google.com/rss/articles/CBMi',
    'https://www.bing.com/ck/a?u=a1bm90LWFuLWFkZHJlc3M',
    'https://news.example/story?url=https%3A%2F%2Fother.example%2F',
    'https://r.search.yahoo.com/RU=https%3a%ZZ/RK=2',
  ])
    assert.equal(unwrapAddress(address), address)
})

test('credentials inside a wrapper are dropped', () => {
  assert.equal(
    unwrapAddress('https://www.google.com/url?q=https://u:p@news.example/a'),
    'https://news.example/a',
  )
})

test('an address that hides its target says so', () => {
  assert.ok(isOpaque(`https://news.google.com/rss/articles/CBMi${'A'.repeat(40)}?oc=5`))
  assert.ok(isOpaque('http://feedproxy.google.com/~r/paper/~3/AbC/'))
  assert.ok(!isOpaque(target))
})

test('a ring of wrappers ends', () => {
  const ring = (depth: number): string =>
    depth === 0 ? target : `https://out.example.com/?url=${encodeURIComponent(ring(depth - 1))}`
  assert.match(unwrapAddress(ring(5)), /^https:\/\/news/)
  assert.match(unwrapAddress(ring(6)), /^https:\/\/out/)
})

test('never throws, and never makes anything but an http(s) address of one', () => {
  const host = fc.constantFrom(...wrapped.map(([, address]) => new URL(address).host))
  const part = fc.oneof(
    fc.webPath(),
    fc.string(),
    fc.constantFrom(...wrapped.map(([, address]) => address.slice(8))),
  )
  fc.assert(
    fc.property(host, part, fc.string(), (at, path, value) => {
      const address = `https://${at}/${path}?url=${encodeURIComponent(value)}&u=${value}`
      const there = unwrapAddress(address)
      assert.ok(there === address || /^https?:\/\/[^/]/.test(there), there)
    }),
  )
})
