/**
 * The invented publishers' server, a process of its own. It knows the time from its parent: a line on stdin with
 * epoch milliseconds, which it repeats once it goes by it. Its arguments are the publishers' count, seed and hour.
 */
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createInterface } from 'node:readline'
import { ageMs, inventPublishers, type Publisher, visibleCount } from './poll-hour-publishers.ts'

const [count = 0, seed = 0, hourAt = 0] = process.argv.slice(2).map(Number)
const publishers = inventPublishers({ count, seed, hourAt })
let now = hourAt
const itemsInFeed = 12
const sentence = 'It was said by those who know about it, and others have been asked whether they agree. '

const server = createServer((request, response) => {
  const publisher = publishers[Number(request.url?.slice(1))]
  if (publisher) answer(publisher, request.headers['if-none-match'], response)
  else response.writeHead(404).end()
})

function answer(publisher: Publisher, known: string | undefined, response: ServerResponse): void {
  const there = visibleCount(publisher, now)
  const { maxAgeMs, cache, answers } = publisher
  if (maxAgeMs !== null) response.setHeader('cache-control', `public, max-age=${maxAgeMs / 1_000}`)
  if (cache) response.setHeader('age', Math.floor(ageMs(publisher, now) / 1_000))
  const etag = `"${there}"`
  if (answers === 'validators') response.setHeader('etag', etag)
  if (answers === 'validators' && known === etag) response.writeHead(304).end()
  else response.setHeader('content-type', 'application/rss+xml').end(feedOf(publisher, there))
}

function feedOf(publisher: Publisher, there: number): string {
  const { index, host, ttlMs, visibleAt, answers } = publisher
  const items = visibleAt.slice(Math.max(there - itemsInFeed, 0), there).map((at, place) => {
    const item = Math.max(there - itemsInFeed, 0) + place
    const name = `${index}/${item}`
    return `<item><title>Headline ${name} of the hour</title><link>http://${host}/${name}</link><guid>${name}</guid><pubDate>${new Date(at).toUTCString()}</pubDate><description>${sentence.repeat(4)}${name}</description></item>`
  })
  const ttl = ttlMs === null ? '' : `<ttl>${ttlMs / 60_000}</ttl>`
  const built = answers === 'restless' ? `<lastBuildDate>${new Date(now).toUTCString()}</lastBuildDate>` : ''
  return `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>Publisher ${index}</title>${ttl}${built}${items.toReversed().join('\n')}</channel></rss>`
}

server.listen(0, () => {
  // A TCP server's address is never a pipe's name.
  process.stdout.write(`${(server.address() as AddressInfo).port}\n`)
})
const input = createInterface({ input: process.stdin })
input.on('line', line => {
  now = Number(line)
  process.stdout.write(`${line}\n`)
})
input.on('close', () => process.exit())
