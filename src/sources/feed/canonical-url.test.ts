import assert from 'node:assert/strict'
import { test } from 'node:test'
import { articleNumber, canonicalUrl } from './canonical-url.ts'

test('one article has one address, however it is linked', () => {
  for (const address of [
    'https://news.example/a/b?id=7&x=1',
    'http://news.example/a/b?id=7&x=1',
    'https://www.News.example:443/a/b/?x=1&id=7',
    'https://news.example//a/b?id=7&x=1&utm_source=rss&utm_medium=feed#comments',
    'https://news.example/a/b?fbclid=F&at_campaign=x&id=7&x=1&CMP=share&ref=rss&ns_mchannel=rss',
    'https://amp.news.example/a/b?id=7&x=1&amp=1',
    'https://news.example/a/b/amp/?id=7&x=1',
  ])
    assert.equal(canonicalUrl(address), 'https://news.example/a/b?id=7&x=1', address)
})

test('what may choose another article stays', () => {
  const addresses = [
    'https://news.example/?p=1',
    'https://news.example/?p=2',
    'https://news.example/A',
    'https://news.example/a',
    'https://m.news.example/a',
    'https://news.example:8443/a',
    'https://news.example/article.php?ref=12',
    'https://news.example/#!/a',
  ]
  assert.equal(new Set(addresses.map(canonicalUrl)).size, addresses.length)
})

test('escapes that are needless or written small make no other address', () => {
  assert.equal(
    canonicalUrl('https://e.example/x%3ay%2fz%c3%a9'),
    canonicalUrl('https://e.example/x:y%2Fz%C3%A9'),
  )
})

test('an article keeps its number when headline and section in its address change', () => {
  const number = (path: string) => articleNumber(`https://news.example${path}`)
  assert.equal(number('/world/quake-hits-chile-6325596'), number('/latam/ten-dead-in-chile-6325596'))
  assert.equal(number('/eng/one/91912277'), number('/eng/two/91912277'))
  assert.notEqual(number('/eng/one/91912277'), number('/fra/un/91912277'))
})

test('a date in an address is no article number', () => {
  for (const path of ['/live/20260818', '/briefing-202608', '/a/story', '/x-12345', '/b?id=6325596'])
    assert.equal(articleNumber(`https://news.example${path}`), null, path)
})

test('what is no web address is left alone', () => {
  assert.equal(canonicalUrl(' urn:x:1 '), 'urn:x:1')
})
