/** For the tests of this stage: a publisher on loopback, and one look of the watcher at whatever is due. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { TestContext } from 'node:test'
import pino from 'pino'
import { createFakeClock, type FakeClock } from '../../../test/support/fake-clock.ts'
import { freshStore } from '../../../test/support/store.ts'
import { createSafeFetch, type SafeFetch } from '../../net/index.ts'
import type { Store } from '../../store/index.ts'
import { addSource } from '../add-source.ts'
import type { Reader } from '../reader/index.ts'
import { readDocument } from '../reader/read-document.ts'
import type { OnItem, SourceKind } from '../schema.ts'
import { leaseDueSources, nextDueAt } from './lease-sources.ts'
import type { Polled } from './record-poll.ts'
import { pollSource } from './watcher.ts'

export interface Entry {
  guid?: string
  link?: string
  title: string
  text?: string
}

export interface Publisher {
  url: string
  requests: IncomingMessage[]
  /** How it answers from now on. */
  answer: (request: IncomingMessage, response: ServerResponse) => void
}

export async function startPublisher(t: TestContext): Promise<Publisher> {
  const publisher: Publisher = {
    url: '',
    requests: [],
    answer: (_, response) => response.writeHead(404).end(),
  }
  const server = createServer((request, response) => {
    publisher.requests.push(request)
    publisher.answer(request, response)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  t.after(() => {
    server.closeAllConnections()
    return new Promise(resolve => server.close(resolve))
  })
  // A TCP server's address is never a pipe's name.
  publisher.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/feed.xml`
  return publisher
}

export function rss(entries: readonly Entry[], extra = ''): string {
  const element = (name: string, value: string | undefined) =>
    value === undefined ? '' : `<${name}>${value}</${name}>`
  const items = entries.map(
    ({ guid, link, title, text }) =>
      `<item>${element('title', title)}${element('link', link)}${element('guid', guid)}${element('description', text)}</item>`,
  )
  return `<?xml version="1.0"?><rss version="2.0"><channel><title>The News</title>${extra}${items.join('\n')}</channel></rss>`
}

/** An entry with a guid and a link of its own. */
export function entry(name: string, text = `The text of ${name}.`): Entry {
  return { guid: `id-${name}`, link: `https://news.example/${name}`, title: `Headline of ${name}`, text }
}

export function publish(publisher: Publisher, body: string, headers: Record<string, string> = {}): void {
  publisher.answer = (_, response) =>
    response.writeHead(200, { 'content-type': 'application/rss+xml', ...headers }).end(body)
}

export interface Watching {
  store: Store
  clock: FakeClock
  fetch: SafeFetch
  /** Time passes until the source is due, then it is polled, once. */
  poll(): Promise<Polled[]>
  add(
    url: string,
    options?: {
      onItem?: OnItem
      everyMs?: number | null
      kind?: Exclude<SourceKind, 'api'>
      selector?: string
    },
  ): Promise<number>
  source(): Promise<SourceState>
  /** The titles of its items in the order they were stored; with `*` where the first poll brought them. */
  items(): Promise<string[]>
}

/** In this thread, without deadlines; see `reader/` for those. */
export const hereReader: Reader = { read: document => readDocument(document), stop: async () => undefined }

type SourceState = Awaited<ReturnType<typeof readSourceState>>

export async function startWatching(t: TestContext): Promise<Watching> {
  const store = await freshStore(t)
  const clock = createFakeClock()
  const guarded = createSafeFetch({ allow: ['127.0.0.0/8'], userAgent: 'Tocsin (test)', clock })
  t.after(() => guarded.close())
  const { fetch } = guarded
  const log = pino({ level: 'silent' })
  const lease = async () => {
    const room = { running: new Map<string, number>(), perHost: 10 }
    const leased = await leaseDueSources(store, { ...room, at: clock.now(), slots: 10 })
    // Its host may have to be left alone for a moment.
    const next = leased.length > 0 ? null : await nextDueAt(store, { ...room, at: clock.now() })
    if (next === null) return leased
    await clock.advance(next - clock.now())
    return leaseDueSources(store, { ...room, at: clock.now(), slots: 10 })
  }
  const poll = async () => {
    const due = (await readSourceState(store)).next_poll_at ?? 0
    await clock.advance(Math.max(due - clock.now(), 0))
    const never = new AbortController().signal
    // Who waits for a turn makes the time pass.
    const passing = { now: clock.now, wait: (ms: number) => clock.advance(ms) }
    const options = { store, clock: passing, fetch, reader: hereReader, random: () => 0.5, log }
    return Promise.all((await lease()).map(source => pollSource(options, source, never)))
  }
  return {
    store,
    clock,
    fetch,
    poll,
    async add(url, { onItem = 'none', everyMs = null, ...what } = {}) {
      const given = { url, name: null, onItem, everyMs, ...what, at: clock.now() }
      return (await store.write(tx => addSource(tx, given))).id
    },
    source: () => readSourceState(store),
    async items() {
      const rows = await store.read
        .selectFrom('items')
        .select(['title', 'first_poll'])
        .orderBy('id')
        .execute()
      return rows.map(({ title, first_poll }) => (first_poll === 1 ? `${title}*` : title))
    },
  }
}

async function readSourceState(store: Store) {
  return store.read.selectFrom('sources').selectAll().orderBy('id').limit(1).executeTakeFirstOrThrow()
}
