/** Feeds of others, where they lie beside the checkout; without them these tests say so and skip. */
import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { gunzipSync } from 'node:zlib'
import { proofSize } from '../../../test/support/proof-size.ts'
import { canonicalUrl, type Feed, identifyItems, type KnownItem, matchItem } from './index.ts'
import { readFeed } from './read-feed.ts'

const corpora = new URL('../../../../shared/corpora/', import.meta.url)
const real = new URL('feeds/real/', corpora)
const wire = new URL('wire/', corpora)
const without = (folder: URL) => (existsSync(folder) ? false : 'the recorded feeds are not on this machine')

const dayMs = 86_400_000
const address = 'https://feed.example/all.xml'

function read(file: URL, length = Number.POSITIVE_INFINITY) {
  const body = gunzipSync(readFileSync(file)).subarray(0, length)
  return readFeed({ body, contentType: null, url: address })
}

function feedIn(file: URL): Feed {
  const reading = read(file)
  assert.ok(reading.ok, `${file.pathname}: ${reading.ok ? '' : reading.reason}`)
  return reading.feed
}

test('every real feed yields items with title or text, an absolute link and a date, as far as it gives any', {
  skip: without(real),
}, () => {
  const files = readdirSync(real)
  for (const name of files) {
    const { items, problems } = feedIn(new URL(name, real))
    assert.ok(items.length > 0, name)
    assert.deepEqual(problems, [], name)
    for (const item of items) {
      assert.ok(item.title || item.text, name)
      const at = item.publishedAt ?? item.updatedAt
      // Some write the year 1 for pages that have no date.
      assert.ok(at === null || (at > Date.UTC(1990, 0) && at < Date.now() + dayMs), `${name}: ${at}`)
    }
    assert.ok(items.filter(item => item.publishedAt ?? item.updatedAt).length > items.length * 0.8, name)
  }
  assert.equal(files.length, 105)
})

test('a real feed that is cut anywhere yields its first items or a reason', { skip: without(real) }, () => {
  const files = readdirSync(real).slice(0, proofSize(25, 105))
  for (const [n, name] of files.entries()) {
    const file = new URL(name, real)
    const whole = feedIn(file)
    const size = gunzipSync(readFileSync(file)).length
    for (let cut = 0; cut < proofSize(2, 20); cut++) {
      const reading = read(file, Math.floor(size * ((n * 0.37 + cut * 0.618 + 0.1) % 1)))
      if (!reading.ok) continue
      const titles = reading.feed.items.map(item => item.title)
      assert.deepEqual(
        titles,
        whole.items.slice(0, titles.length).map(item => item.title),
        name,
      )
    }
  }
})

for (const name of existsSync(wire) ? readdirSync(wire).filter(name => !name.endsWith('.json')) : [])
  test(`replaying ${name}, no item is doubled and none hides another`, () => {
    const folder = new URL(`${name}/`, wire)
    const step = proofSize(10, 1)
    const rows: (KnownItem & { url: string | null })[] = []
    const addresses = new Set<string>()
    for (const file of readdirSync(folder)
      .sort()
      .filter((_, n) => n % step === 0))
      for (const { item, keys } of identifyItems(feedIn(new URL(file, folder)), address)) {
        if (item.url) addresses.add(canonicalUrl(item.url))
        const candidates = rows.filter(
          row => row.guidKey === keys.guidKey || row.urlKey === keys.urlKey || row.titleKey === keys.titleKey,
        )
        const match = matchItem(candidates, item, keys)
        if (match.kind === 'new') rows.push({ id: rows.length, ...item, ...keys })
        else Object.assign(rows[match.id] ?? {}, { ...item, ...keys })
      }
    const distinct = new Set(rows.map(row => canonicalUrl(row.url ?? '')))
    assert.equal(distinct.size, rows.length, 'two items have one address')
    // Articles that changed their address count once; there are few of those but in feeds of live pages.
    assert.ok(rows.length >= addresses.size * 0.4, `${rows.length} items of ${addresses.size} addresses`)
  })

test('the recorded wire is there to be replayed', { skip: without(wire) }, () => {
  assert.ok(readdirSync(wire).length >= 19)
})
