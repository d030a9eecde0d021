import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isOfSite, orderParts } from './order-parts.ts'

const order = (...parts: [path: string, changedAt?: number][]) =>
  orderParts(
    parts.map(([path, changedAt = null]) => ({ url: `https://news.example${path}`, changedAt })),
  ).map(({ url }) => new URL(url).pathname)

test('news comes first, whatever else changed later', () => {
  assert.deepEqual(order(['/post-sitemap.xml', 9], ['/image-sitemap.xml', 9], ['/sitemap-news.xml', 1]), [
    '/sitemap-news.xml',
    '/post-sitemap.xml',
    '/image-sitemap.xml',
  ])
})

test('of parts alike, what changed last is first, and where nothing is said the highest number', () => {
  assert.deepEqual(order(['/a-1.xml', 1], ['/a-2.xml', 3], ['/a-3.xml', 2]), [
    '/a-2.xml',
    '/a-3.xml',
    '/a-1.xml',
  ])
  assert.deepEqual(order(['/2026-07.xml'], ['/2026-08.xml'], ['/2025-12.xml']), [
    '/2026-08.xml',
    '/2026-07.xml',
    '/2025-12.xml',
  ])
  assert.deepEqual(order(['/s9.xml'], ['/s10.xml']), ['/s10.xml', '/s9.xml'])
})

test('an index speaks for its own site: its host, www or not, and hosts below it', () => {
  const site = 'https://www.news.example/sitemap.xml'
  for (const host of ['news.example', 'www.news.example', 'media.news.example'])
    assert.ok(isOfSite(`https://${host}/a.xml`, site), host)
  for (const host of ['evil.example', 'example', 'badnews.example', 'news.example.evil.example', '127.0.0.1'])
    assert.ok(!isOfSite(`https://${host}/a.xml`, site), host)
})
