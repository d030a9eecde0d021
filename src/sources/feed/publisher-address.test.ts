import assert from 'node:assert/strict'
import { test } from 'node:test'
import { identifyItems } from './index.ts'
import { readFeed } from './read-feed.ts'

const address = 'https://feeds.feedburner.com/paper'
const burned = 'http://feedproxy.google.com/~r/paper/~3/AbCdEf/'
const declared = 'xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0"'

/** The addresses of the items as they are stored. */
function addressesIn(xml: string): (string | null)[] {
  const reading = readFeed({ body: new TextEncoder().encode(xml), contentType: null, url: address })
  assert.ok(reading.ok)
  return identifyItems(reading.feed, address).map(({ item }) => item.url)
}

test('FeedBurner’s origLink is the item’s address, in RSS and in Atom', () => {
  const original = '<feedburner:origLink>https://news.example/quake</feedburner:origLink>'
  const rss = `<rss version="2.0" ${declared}><channel><title>T</title><item><title>Quake</title><link>${burned}</link>${original}</item></channel></rss>`
  const atom = `<feed xmlns="http://www.w3.org/2005/Atom" ${declared}><title>T</title><entry><title>Quake</title><id>x</id><link href="${burned}"/>${original}</entry></feed>`
  assert.deepEqual(addressesIn(rss), ['https://news.example/quake'])
  assert.deepEqual(addressesIn(atom), ['https://news.example/quake'])
})

test('an origLink that no reader may open is not followed', () => {
  const rss = `<rss version="2.0" ${declared}><channel><item><title>Quake</title><link>https://news.example/a</link><feedburner:origLink>javascript:alert(1)</feedburner:origLink></item></channel></rss>`
  assert.deepEqual(addressesIn(rss), ['https://news.example/a'])
})
