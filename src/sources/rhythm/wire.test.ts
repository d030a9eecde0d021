/** The rhythm on feeds that were recorded, where they lie beside the checkout; else this says so and skips. */
import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { gunzipSync } from 'node:zlib'
import { identifyItems, readFeed } from '../feed/index.ts'
import { itemsPerHour, learnRhythm, longestSilenceMs } from './index.ts'

const wire = new URL('../../../../shared/corpora/wire/', import.meta.url)
const skip = existsSync(wire) ? false : 'the recorded wire is not on this machine'
const lookMs = 5 * 60_000
const hourMs = 60 * 60_000
const address = 'https://feed.example/'

interface Recording {
  from: number
  to: number
  /** Of the first snapshot. */
  before: number[]
  /** What was published while it was recorded, in order. */
  during: number[]
}

function record(name: string): Recording {
  const files = readdirSync(new URL(`${name}/`, wire)).sort()
  const times = files.map(file => Date.parse(file.slice(0, 20).replace(/T(\d\d)-(\d\d)-/, 'T$1:$2:')))
  const [from = 0, to = 0] = [times[0], times.at(-1)]
  const published = new Map<string, number>()
  for (const file of files) {
    const body = gunzipSync(readFileSync(new URL(`${name}/${file}`, wire)))
    const reading = readFeed({ body, contentType: null, url: address })
    if (!reading.ok) continue
    for (const { keys, item } of identifyItems(reading.feed, address)) {
      const key = keys.guidKey ?? keys.urlKey ?? keys.titleKey ?? ''
      if (item.publishedAt !== null && !published.has(key)) published.set(key, item.publishedAt)
    }
  }
  const dates = [...published.values()].sort((one, other) => one - other)
  return {
    from,
    to,
    before: dates.filter(at => at <= from),
    during: dates.filter(at => at > from && at <= to),
  }
}

/** How much better (in nats) the rhythm foretells which looks find news than the mean rate, known beforehand, does. */
function replay({ from, to, before, during }: Recording) {
  const looks = during.map(at => Math.ceil((at - from) / lookMs))
  const perLook = new Map<number, number>()
  for (const look of looks) perLook.set(look, (perLook.get(look) ?? 0) + 1)
  const total = Math.floor((to - from) / lookMs)
  const meanRate = (perLook.size / (to - from)) * lookMs
  let rhythm = learnRhythm(null, { at: from, newItems: 0, published: before })
  let [gain, alarms, lastNewAt, alarmed] = [0, 0, from, false]
  for (let look = 1; look <= total; look += 1) {
    const at = from + look * lookMs
    const newItems = perLook.get(look) ?? 0
    const atOnce = rhythm.arrivals > 0 ? rhythm.items / rhythm.arrivals : 1
    const rate = ((itemsPerHour(rhythm, at - lookMs / 2) ?? 0) / atOnce / hourMs) * lookMs
    gain += likelihood(rate, newItems > 0) - likelihood(meanRate, newItems > 0)
    const longest = longestSilenceMs(rhythm, lastNewAt)
    if (!alarmed && longest !== null && at - lastNewAt > longest) [alarms, alarmed] = [alarms + 1, true]
    if (newItems > 0) [lastNewAt, alarmed] = [at, false]
    rhythm = learnRhythm(rhythm, { at, newItems })
  }
  return { gain, alarms }
}

function likelihood(expected: number, news: boolean): number {
  return news ? Math.log(1 - Math.exp(-expected)) : -expected
}

test('on the recorded wire the rhythm foretells news better than the mean rate, which nobody knows beforehand, and raises no false alarm', {
  skip,
}, t => {
  const feeds = readdirSync(wire).filter(name => !name.includes('.'))
  assert.equal(feeds.length, 19)
  const results = feeds.map(name => replay(record(name)))
  const gain = results.reduce((sum, result) => sum + result.gain, 0)
  t.diagnostic(`${gain.toFixed(1)} nats over ${feeds.length} feeds`)
  assert.ok(gain > 0, `${gain} nats`)
  assert.deepEqual(
    results.map(({ alarms }) => alarms),
    results.map(() => 0),
  )
})
