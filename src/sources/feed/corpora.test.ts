/** Feeds of others, where they lie beside the checkout; without them these tests say so and skip. */
import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { gunzipSync } from 'node:zlib'
import { cutAnywhere } from '../../../scripts/conformance/cuts.ts'
import { fieldAgreement } from '../../../scripts/conformance/field-agreement.ts'
import { realFeedsYield } from '../../../scripts/conformance/real-feeds.ts'
import { passes, type Score, scoreLines } from '../../../scripts/conformance/score.ts'
import { proofSize } from '../../../test/support/proof-size.ts'
import { canonicalUrl, type Feed, identifyItems, type KnownItem, matchItem } from './index.ts'
import { readFeed } from './read-feed.ts'

const corpora = new URL('../../../../shared/corpora/', import.meta.url)
const real = new URL('feeds/real/', corpora)
const wire = new URL('wire/', corpora)
const without = (folder: URL) => (existsSync(folder) ? false : 'the recorded feeds are not on this machine')

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

// The browser's verdict on safe HTML is `npm run conformance:feeds` alone: it takes a minute.
const judges: [string, () => Score][] = [
  ['feedparser’s cases agree in visible text, 97 of 100 at least', fieldAgreement],
  ['every real feed yields all its items, and none twice', () => realFeedsYield(Date.now())],
  ['a feed cut anywhere yields items of the whole one, or a reason', () => cutAnywhere(1, proofSize(2, 20))],
]

for (const [promise, judge] of judges)
  test(promise, { skip: without(real) }, () => {
    const score = judge()
    assert.ok(passes(score), scoreLines(score, true).join('\n'))
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
