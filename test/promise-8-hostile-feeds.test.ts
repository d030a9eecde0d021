/**
 * Promise 8: a source cannot hurt the server. Feeds made to be slow, deep or large are read in time and memory
 * that grow with their length and no faster: each here is 1.5 MB and done in a fraction of a second, where one
 * that costs the square of its length takes a minute or never ends. The limit only tells these two apart: of the
 * thread's own time, for a busy machine has little of it to give, and what never ends meets the runner's deadline.
 */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { isMainThread, parentPort, Worker } from 'node:worker_threads'
import { identifyItems } from '../src/sources/feed/index.ts'
import { readFeed } from '../src/sources/feed/read-feed.ts'
import { hostileFeeds } from './support/hostile-feeds.ts'

const length = 1_500_000
const mostCpuMs = 15_000
/** Ten times what it takes: a document that unfolds takes a thousand times that. */
const maxHeapMegabytes = 300
const url = 'https://news.example/feed'

interface Told {
  items: number
  secret: boolean
  cpuMs: number
}

if (isMainThread) {
  let worker: Worker | null = null
  after(() => worker?.terminate())
  for (const name of Object.keys(hostileFeeds))
    test(`read in time that grows with its length: ${name}`, async () => {
      const resourceLimits = { maxOldGenerationSizeMb: maxHeapMegabytes }
      worker ??= new Worker(new URL(import.meta.url), { resourceLimits })
      const told = await answerOf(worker, name).catch(async error => {
        await worker?.terminate()
        worker = null
        throw error
      })
      assert.equal(told.secret, false, 'nothing of this machine stands in it')
      assert.ok(told.cpuMs < mostCpuMs, `${told.cpuMs} ms`)
    })
} else {
  parentPort?.on('message', name => parentPort?.postMessage(read(name)))
}

function answerOf(worker: Worker, name: string): Promise<Told> {
  const { promise, resolve, reject } = Promise.withResolvers<Told>()
  worker.once('message', resolve).once('error', reject)
  worker.postMessage(name)
  return promise.finally(() => worker.off('message', resolve).off('error', reject))
}

function read(name: string): Told {
  const body = Buffer.from(hostileFeeds[name]?.(length) ?? '')
  const before = process.threadCpuUsage()
  const reading = readFeed({ body, contentType: null, url, toShow: true })
  const items = reading.ok ? identifyItems(reading.feed, url) : []
  const { user, system } = process.threadCpuUsage(before)
  const cpuMs = (user + system) / 1_000
  return { items: items.length, secret: JSON.stringify(items).includes('root:'), cpuMs }
}
