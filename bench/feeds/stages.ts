/** What each stage of the way costs by itself, in this thread and with nothing beside it. */
import { hash } from 'node:crypto'
import { deserialize, serialize } from 'node:v8'
import { identifyItems } from '../../src/sources/feed/item-keys.ts'
import { readFeed } from '../../src/sources/feed/read-feed.ts'
import { packItems, unpackItems } from '../../src/sources/reader/pack-items.ts'

export interface StageTimes {
  hashMs: number
  readMs: number
  keysMs: number
  /** From thread to thread: writing the values in one, reading them in the other. */
  crossMs: number
}

const url = 'https://news.example/feed.xml'

export function measureStages(feeds: readonly Uint8Array[]): StageTimes {
  const [hashMs] = timed(() => feeds.map(body => hash('sha256', body, 'hex')))
  const [readMs, readings] = timed(() => feeds.map(body => readFeed({ body, contentType: null, url })))
  const [keysMs, items] = timed(() =>
    readings.map(reading => (reading.ok ? identifyItems(reading.feed, url) : [])),
  )
  const [crossMs] = timed(() => items.map(found => unpackItems(deserialize(serialize(packItems(found))))))
  return { hashMs, readMs, keysMs, crossMs }
}

export function timed<T>(work: () => T): [ms: number, result: T] {
  const from = performance.now()
  const result = work()
  return [performance.now() - from, result]
}
