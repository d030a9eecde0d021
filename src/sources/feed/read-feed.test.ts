import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Feed } from './feed.ts'
import { createReadingRoom } from './octet-room.ts'
import { readFeed } from './read-feed.ts'

const url = 'https://news.example/feeds/all.xml'

function reading(document: string | Uint8Array, contentType: string | null = null) {
  const body = typeof document === 'string' ? Buffer.from(document) : document
  return readFeed({ body, contentType, url, toShow: true })
}

function feedOf(document: string): Feed {
  const read = reading(document)
  assert.ok(read.ok, read.ok ? '' : read.reason)
  return read.feed
}

const rss = `<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><title>The &amp;amp; Bell</title><link>https://news.example/</link><language>en_gb</language><ttl>5</ttl>
<item><title>Bridge &lt;b&gt;closed&lt;/b&gt; &amp;amp; guarded</title><link>/bridge?a=1&amp;b=2</link><guid isPermaLink="false">b-1</guid>
<description><![CDATA[<p>The old bridge was closed on Monday.</p>]]></description>
<content:encoded><![CDATA[<p>Advertisement</p><p>The old bridge was closed on Monday.</p><script>x()</script><p>Police guard it.</p>]]></content:encoded>
<dc:creator>Ann Ode</dc:creator><category>Town</category><category>town</category><pubDate>Mon, 17 Aug 2026 08:00:00 GMT</pubDate></item>
<item><guid>https://news.example/second</guid><description>No headline here. But two sentences.</description></item>
</channel></rss>`

test('RSS 2.0 is read whole', () => {
  const feed = feedOf(rss)
  assert.deepEqual(
    { ...feed, items: feed.items.length },
    {
      title: 'The & Bell',
      link: 'https://news.example/',
      language: 'en-GB',
      ttlMs: 300_000,
      skipHours: [],
      skipDays: [],
      self: null,
      hubs: [],
      cut: false,
      items: 2,
      problems: [],
    },
  )
  assert.deepEqual(feed.items[0], {
    guid: 'b-1',
    url: 'https://news.example/bridge?a=1&b=2',
    title: 'Bridge closed & guarded',
    text: 'The old bridge was closed on Monday.\n\nPolice guard it.',
    html: '',
    image: null,
    author: 'Ann Ode',
    publishedAt: Date.UTC(2026, 7, 17, 8),
    updatedAt: null,
    language: 'en-GB',
    categories: ['Town'],
  })
})

test('an item without link has its permalink, one without headline the first sentence of its text', () => {
  const second = feedOf(rss).items[1]
  assert.equal(second?.url, 'https://news.example/second')
  assert.equal(second?.title, 'No headline here. But two sentences.')
})

test('Atom is read whole, with xml:base, the feed’s author and text that is no HTML', () => {
  const feed =
    feedOf(`<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de" xml:base="https://blatt.example/x/">
    <title>Blatt</title><link rel="self" href="/feed"/><link href="."/><author><name>Redaktion</name></author>
    <entry xml:base="y/"><id>urn:1</id><title type="html">Sturm &amp;amp; Drang</title><link rel="edit" href="e"/><link href="z"/>
    <summary>Wenn a &lt; b.</summary><published>2026-08-18T10:00:00+02:00</published><updated>2026-08-18T09:00:00Z</updated>
    <category term="k" label="Kultur"/></entry>
    <entry><id>urn:2</id><title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">Zwei <i>Worte</i></div></title><content src="/full" type="text/html"/></entry></feed>`)
  assert.equal(feed.link, 'https://blatt.example/x/')
  assert.deepEqual(feed.items[0], {
    guid: 'urn:1',
    url: 'https://blatt.example/x/y/z',
    title: 'Sturm & Drang',
    text: 'Wenn a < b.',
    html: '',
    image: null,
    author: 'Redaktion',
    publishedAt: Date.UTC(2026, 7, 18, 8),
    updatedAt: Date.UTC(2026, 7, 18, 9),
    language: 'de',
    categories: ['Kultur'],
  })
  assert.equal(feed.items[1]?.title, 'Zwei Worte')
  assert.equal(feed.items[1]?.url, 'https://blatt.example/full')
})

test('RSS 1.0 is read with its syndication module', () => {
  const feed =
    feedOf(`<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
    xmlns:sy="http://purl.org/rss/1.0/modules/syndication/" xmlns:dc="http://purl.org/dc/elements/1.1/">
    <channel rdf:about="https://n.example/"><title>N</title><link>https://n.example/</link><sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency></channel>
    <item rdf:about="https://n.example/1"><title>One</title><link>https://n.example/1</link><dc:date>2026-08-18T10:00Z</dc:date></item></rdf:RDF>`)
  assert.equal(feed.ttlMs, 900_000)
  assert.equal(feed.items[0]?.guid, 'https://n.example/1')
  assert.equal(feed.items[0]?.publishedAt, Date.UTC(2026, 7, 18, 10))
})

test('JSON Feed is read whole', () => {
  const feed = feedOf(
    JSON.stringify({
      version: 'https://jsonfeed.org/version/1.1',
      title: 'J',
      home_page_url: 'https://j.example/',
      language: 'fr',
      items: [
        {
          id: 7,
          url: '/7',
          title: 'Sept',
          content_text: 'Un < deux',
          date_published: '2026-08-18T10:00:00Z',
          tags: ['a'],
          authors: [{ name: 'Eve' }],
        },
      ],
    }),
  )
  assert.deepEqual(feed.items[0], {
    guid: '7',
    url: 'https://news.example/7',
    title: 'Sept',
    text: 'Un < deux',
    html: '',
    image: null,
    author: 'Eve',
    publishedAt: Date.UTC(2026, 7, 18, 10),
    updatedAt: null,
    language: 'fr',
    categories: ['a'],
  })
})

test('a JSON Feed that was cut anywhere yields the items that were complete', () => {
  const item = (id: number) => ({
    id,
    title: `T ${id} ]}"\\`,
    content_text: 'x',
    attachments: [{ url: 'https://j.example/a' }],
  })
  const whole = JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    title: 'J',
    items: [item(1), item(2), item(3)],
  })
  const items = feedOf(whole).items
  const first = whole.indexOf('}]},{') + 3
  for (let length = first; length < whole.length; length++) {
    const feed = feedOf(whole.slice(0, length))
    assert.ok(feed.cut && feed.items.length >= 1, String(length))
    assert.deepEqual(feed.items, items.slice(0, feed.items.length))
  }
  assert.equal(reading(whole.slice(0, first - 1)).ok, false)
})

test('an address that is no web address becomes none', () => {
  for (const link of ['javascript:alert(1)', 'data:text/html,x', 'ftp://news.example/', 'https://'])
    assert.equal(
      feedOf(`<rss><channel><item><title>T</title><link>${link}</link></item></channel></rss>`).items[0]?.url,
      null,
    )
})

test('credentials in an address are dropped', () => {
  const feed = feedOf(
    '<rss><channel><item><title>T</title><link>https://u:p@n.example/a</link></item></channel></rss>',
  )
  assert.equal(feed.items[0]?.url, 'https://n.example/a')
})

test('junk before and after the feed is named or ignored, and the feed is read', () => {
  const feed = feedOf(`\n<br />\n<b>Warning</b>: something\n${rss}\n<script>count()</script>`)
  assert.equal(feed.items.length, 2)
  assert.match(feed.problems[0] ?? '', /before the feed/)
})

test('a feed that was cut in the middle yields the items that were complete', () => {
  const whole = feedOf(rss)
  for (let end = rss.indexOf('</item>') + 7; end < rss.lastIndexOf('</item>'); end += 9) {
    const cut = feedOf(rss.slice(0, end))
    assert.deepEqual(cut.items, whole.items.slice(0, 1))
    assert.match(cut.problems[0] ?? '', /cut/)
  }
})

test('a document is cut until its last end tag is there', () => {
  const whole = rss.indexOf('</channel>') + '</channel>'.length
  for (let length = rss.indexOf('</item>') + 7; length < whole; length++)
    assert.equal(feedOf(rss.slice(0, length)).cut, true, String(length))
  assert.equal(feedOf(rss.slice(0, whole)).cut, false)
  assert.equal(feedOf(`${rss}\n<!-- cached 12:00 -->`).cut, false)
})

test('RSS 1.0 is whole only with its last tag, because its items follow the channel', () => {
  const rdf =
    '<rdf:RDF xmlns="http://purl.org/rss/1.0/"><channel></channel><item><title>T</title></item></rdf:RDF>'
  assert.equal(feedOf(rdf).cut, false)
  assert.equal(feedOf(rdf.replace('</rdf:RDF>', '')).cut, true)
})

test('what is no feed is named in words', () => {
  const reasons: [string, RegExp][] = [
    ['', /^empty/],
    [' \n', /^empty/],
    ['<!doctype html><html><body>Just a moment…</body></html>', /HTML page/],
    ['<html xmlns="http://www.w3.org/1999/xhtml"><p>&lt;rss></p></html>', /HTML page/],
    ['<?xml version="1.0"?><urlset></urlset>', /sitemap/],
    ['<opml version="2.0"><body/></opml>', /OPML/],
    ['<Error><Code>AccessDenied</Code></Error>', /<error>/],
    ['Too many requests', /plain text/],
    ['{"error":"gone"}', /JSON/],
    ['<rss version="2.0"><channel><item><title>Half', /cut before/],
  ]
  for (const [document, reason] of reasons) {
    const read = reading(document)
    assert.ok(!read.ok, document)
    assert.match(read.reason, reason)
  }
})

test('an Atom feed may follow a document type of HTML', () => {
  const feed = feedOf(
    '<!DOCTYPE html><feed xmlns="http://www.w3.org/2005/Atom"><entry><title>T</title></entry></feed>',
  )
  assert.equal(feed.items[0]?.title, 'T')
})

test('a feed without items is a feed', () => {
  for (const document of [
    '<rss version="2.0"><channel></channel></rss>',
    '<feed></feed>',
    '<rss><channel><title>T</title></channel></rss>',
  ])
    assert.deepEqual(feedOf(document).items, [])
})

test('an author is a name where the feed gives one, however it is written', () => {
  const authors = [
    'ann@n.example (Ann Ode)',
    'Ann Ode &lt;ann@n.example&gt;',
    'Ann Ode',
    '<name>Ann Ode</name>',
  ]
  for (const author of authors)
    assert.equal(
      feedOf(`<rss><channel><item><title>T</title><author>${author}</author></item></channel></rss>`).items[0]
        ?.author,
      'Ann Ode',
    )
})

test('two hundred thousand brackets in an author cost no time', () => {
  const hostile = `<rss><channel><item><title>T</title><author>${'('.repeat(200_000)}</author></item></channel></rss>`
  assert.equal(feedOf(hostile).items.length, 1)
})

test('entities of the document’s own are never expanded (billion laughs, XXE)', () => {
  const laughs = Array.from(
    { length: 30 },
    (_, n) => `<!ENTITY l${n + 1} "&l${n};&l${n};&l${n};&l${n};">`,
  ).join('')
  const feed = feedOf(
    `<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY l0 "ha">${laughs}<!ENTITY x SYSTEM "file:///etc/passwd">]>
     <rss version="2.0"><channel><title>&x;</title><item><title>Ha &l30;</title></item></channel></rss>`,
  )
  assert.equal(feed.items[0]?.title, 'Ha &l30;')
  assert.equal(feed.title, '&x;')
})

test('a hundred thousand nested elements are refused in words', () => {
  const read = reading(`<rss version="2.0"><channel>${'<a>'.repeat(100_000)}`)
  assert.ok(!read.ok)
  assert.match(read.reason, /nest/)
})

test('whatever the bytes, the answer is a feed or a reason', () => {
  const whole = Buffer.from(rss)
  const mutated = fc
    .tuple(fc.nat(whole.length), fc.nat(60), fc.uint8Array({ maxLength: 40 }))
    .map(([at, drop, put]) => Buffer.concat([whole.subarray(0, at), put, whole.subarray(at + drop)]))
  const parts = fc
    .array(
      fc.oneof(
        fc.string(),
        fc.constantFrom(
          '<rss>',
          '<channel>',
          '<item>',
          '</item>',
          '<title>',
          '<![CDATA[',
          ']]>',
          '<!--',
          '<!DOCTYPE x [',
          '<feed>',
          '<entry',
          ' a="',
          '&#x110000;',
          '{"items":[',
          '</rss>',
          '<rdf:RDF ',
        ),
      ),
    )
    .map(pieces => Buffer.from(pieces.join('')))
  fc.assert(
    fc.property(fc.oneof(mutated, parts, fc.uint8Array()), fc.option(fc.string()), (body, contentType) => {
      const read = reading(body, contentType)
      if (!read.ok) return assert.ok(read.reason.length > 0)
      for (const item of read.feed.items) {
        assert.ok(item.url === null || /^https?:\/\//.test(item.url))
        assert.ok(!item.title.includes('\n') && item.text.isWellFormed())
      }
    }),
    { numRuns: 500 },
  )
})

test('base64 of Atom 0.3 is unwrapped', () => {
  const feed = feedOf(
    `<feed version="0.3" xmlns="http://purl.org/atom/ns#"><entry><title mode="base64">${btoa('A <b>bell</b>')}</title></entry></feed>`,
  )
  assert.equal(feed.items[0]?.title, 'A bell')
})

test('the Channel Definition Format of 1997 is read', () => {
  const feed = feedOf(
    '<CHANNEL HREF="https://n.example/"><TITLE>N</TITLE><ITEM HREF="https://n.example/1" LASTMOD="2004-04-06T23:05:43-05:00"><TITLE>One</TITLE><ABSTRACT>First.</ABSTRACT></ITEM></CHANNEL>',
  )
  assert.equal(feed.link, 'https://n.example/')
  const { url, title, text, updatedAt } = feed.items[0] ?? {}
  assert.deepEqual(
    { url, title, text, updatedAt },
    { url: 'https://n.example/1', title: 'One', text: 'First.', updatedAt: Date.UTC(2004, 3, 7, 4, 5, 43) },
  )
})

test('Content-Location is where relative links start, Content-Language the language of a feed that says none', () => {
  const body = Buffer.from(
    '<rss><channel><item><title>T</title><link>a</link><description>The bell of the town</description></item></channel></rss>',
  )
  const read = readFeed({ body, contentType: null, url, contentLocation: '/x/', contentLanguage: 'fr, de' })
  assert.ok(read.ok)
  assert.equal(read.feed.items[0]?.url, 'https://news.example/x/a')
  assert.equal(read.feed.items[0]?.language, 'fr')
})

test('a language is told from the words where nobody declares one', () => {
  const feed = feedOf(
    '<rss><channel><item><title>Der Damm ist nicht gebrochen</title></item><item><title>12:30</title></item></channel></rss>',
  )
  assert.deepEqual([feed.language, ...feed.items.map(item => item.language)], ['de', 'de', null])
})

test('each xml:base resolves against the one around it, to the innermost link', () => {
  const feed = feedOf(
    `<rss xml:base="https://a.example/"><channel xml:base="b/"><item xml:base="c/"><title>T</title><link xml:base="d/">e</link></item></channel></rss>`,
  )
  assert.equal(feed.items[0]?.url, 'https://a.example/b/c/d/e')
})

test('a link without its scheme leads to the host it names, when the feed is of that host', () => {
  const item = '<item><title>T</title><link>news.example/a</link></item>'
  assert.equal(feedOf(`<rss><channel>${item}</channel></rss>`).items[0]?.url, 'https://news.example/a')
  const read = readFeed({
    body: Buffer.from(`<rss><channel><link>news.example/</link>${item}</channel></rss>`),
    contentType: null,
    url: '',
  })
  assert.equal(read.ok && read.feed.items[0]?.url, 'https://news.example/a')
})

test('what is shown and never stored is read only for who shows it', () => {
  const body = Buffer.from(
    '<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>1</id><title>One</title><category term="Town"/><updated>2026-08-18T09:00:00Z</updated><content type="html">&lt;b&gt;First&lt;/b&gt;&lt;img src="https://i.example/p.jpg"&gt;</content></entry></feed>',
  )
  const read = (toShow: boolean) => {
    const found = readFeed({ body, contentType: null, url, toShow })
    return found.ok ? found.feed.items[0] : undefined
  }
  const whole = read(true)
  assert.deepEqual(
    [whole?.html, whole?.image, whole?.updatedAt, whole?.categories],
    ['<p><strong>First</strong></p>', 'https://i.example/p.jpg', Date.UTC(2026, 7, 18, 9), ['Town']],
  )
  assert.deepEqual(read(false), { ...whole, html: '', image: null, updatedAt: null, categories: [] })
})

test('a document is read alike, whatever was read in the same room before', () => {
  const long = rss.replace('Police guard it.', 'Police &amp; soldiers <b>guard</b> it. '.repeat(50_000))
  const documents = [rss, long, rss.replace('Ann Ode', 'Zoë &lt;b&gt;Öde&lt;/b&gt;'), rss]
  const room = createReadingRoom()
  for (const document of documents) {
    const answer = { body: Buffer.from(document), contentType: null, url }
    assert.deepEqual(readFeed(answer, room), readFeed(answer))
    for (const each of Object.values(room)) each.shrink()
  }
})
