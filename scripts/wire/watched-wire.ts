/**
 * Stands between a Tocsin and the wire and keeps which entries it was served: in whole documents, which it must
 * have, and in cut ones, of which it may have some.
 */
import { createHash } from 'node:crypto'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { entriesOf, type PublishedEntry } from '../../test/support/judge-items.ts'
import type { Scope } from './run-wire.ts'

export interface ServedFeed {
  whole: Map<string, PublishedEntry>
  cut: Map<string, PublishedEntry>
}

export interface WatchedWire {
  origin: string
  served: Map<string, ServedFeed>
  answers: { all: number; wrong: number }
  /** From now on nothing is served. */
  close(): void
}

const passed = ['content-type', 'etag', 'last-modified', 'cache-control', 'retry-after', 'location']

export async function watchWire(scope: Scope, wire: string): Promise<WatchedWire> {
  const served = new Map<string, ServedFeed>()
  const known = new Set<string>()
  const answers = { all: 0, wrong: 0 }
  let closed = false
  const server = createServer(async (request, response) => {
    if (closed) return void response.writeHead(503).end()
    try {
      const headers = Object.fromEntries(
        ['if-none-match', 'if-modified-since'].flatMap(name => {
          const value = request.headers[name]
          return typeof value === 'string' ? [[name, value]] : []
        }),
      )
      const answer = await fetch(wire + request.url, { headers, redirect: 'manual' })
      const body = Buffer.from(await answer.arrayBuffer())
      answers.all += 1
      const isWhole = /<\/rss>\s*$/.test(body.subarray(-100).toString('latin1'))
      if (answer.status !== 304 && !(answer.status === 200 && isWhole)) answers.wrong += 1
      relay(response, answer, body)
      if (answer.status === 200) keep(request.url ?? '', body, isWhole)
    } catch (error) {
      response.destroy(error instanceof Error ? error : undefined)
    }
  })
  const close = () => {
    closed = true
  }
  const keep = (path: string, body: Buffer, isWhole: boolean) => {
    const name = /\/feeds\/(.+)\.xml$/.exec(path)?.[1]
    const digest = createHash('sha1').update(body).digest('hex')
    if (!name || closed || known.has(digest + name)) return
    known.add(digest + name)
    const feed = served.get(name) ?? { whole: new Map(), cut: new Map() }
    served.set(name, feed)
    for (const entry of entriesOf(body.toString('utf8')))
      (isWhole ? feed.whole : feed.cut).set(entry.link + entry.title, entry)
  }
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  scope.after(() => {
    server.closeAllConnections()
    return new Promise(resolve => server.close(resolve))
  })
  // A TCP server's address is never a pipe's name.
  const { port } = server.address() as AddressInfo
  return { origin: `http://127.0.0.1:${port}`, served, answers, close }
}

function relay(response: ServerResponse, answer: Response, body: Buffer): void {
  for (const name of passed) {
    const value = answer.headers.get(name)
    if (value !== null) response.setHeader(name, value)
  }
  response.writeHead(answer.status).end(body)
}
