/** The desk in front of a real store, asked without a network, for the tests of this folder. */
import type { TestContext } from 'node:test'
import pino from 'pino'
import { testContext } from '../../test/support/deliver-fixture.ts'
import { createFakeClock, type FakeClock } from '../../test/support/fake-clock.ts'
import { freshStore } from '../../test/support/store.ts'
import { type AlertInput, createAlert, type Matcher } from '../alerts/index.ts'
import { askEachChooser } from '../deliveries/audience/test-matcher.ts'
import { acceptInvitation, editorOfSession, inviteEditor } from '../editors/index.ts'
import type { Store } from '../store/index.ts'
import { readThrottles } from '../throttles.ts'
import { createWebApp, type Route, trustProxies } from '../web/index.ts'
import { deskRoutes } from './index.ts'

export interface TestDesk {
  store: Store
  clock: FakeClock
  routes: readonly Route[]
  /** What the server does when it stops. */
  stop(): void
  /** Of Ada’s session. */
  cookie: string
  /** As Ada, unless `cookie` says otherwise. */
  get(path: string, cookie?: string | null): Promise<Response>
  /** As a form of the desk's own page sends it, unless `headers` say otherwise. */
  post(path: string, fields?: Record<string, string>, headers?: Record<string, string>): Promise<Response>
  request(path: string, init: RequestInit): Promise<Response>
  /** A draft by Ada; returns its id. */
  draft(fields?: Partial<AlertInput>): Promise<number>
}

/** `audienceOf`: of the matcher; absent: each who chose is asked. */
export async function testDesk(
  t: TestContext,
  { audienceOf }: { audienceOf?: Matcher['audienceOf'] } = {},
): Promise<TestDesk> {
  const store = await freshStore(t)
  const clock = createFakeClock()
  const stopping = new AbortController()
  t.after(() => stopping.abort())
  const random = countingRandom()
  const cookie = `tocsin_session=${await openSession(store, clock.now(), random)}`
  const assets = (name: string) => `/assets/${name}`
  const throttles = readThrottles('gmail.com: 20/s')
  const askEach: Matcher['audienceOf'] = (alert, at) => askEachChooser(store.read, alert, at)
  const matcher = { audienceOf: audienceOf ?? askEach }
  const routes = deskRoutes({
    ...{ store, clock, random, assets, throttles, matcher, context: testContext, stopping: stopping.signal },
  })
  const app = createWebApp({
    routes,
    identify: { editor: token => editorOfSession(store.read, token, clock.now()), token: async () => null },
    assets,
    clientAddressOf: trustProxies([]),
    https: false,
    log: pino({ level: process.env['TEST_LOG'] ?? 'silent' }),
  })
  const connection = {
    incoming: { socket: { remoteAddress: '127.0.0.1', remotePort: 1, remoteFamily: 'IPv4' } },
  }
  const request = async (path: string, init: RequestInit) => app.request(path, init, connection)
  return {
    store,
    clock,
    routes,
    request,
    cookie,
    stop: () => stopping.abort(),
    get: (path, as = cookie) => request(path, { headers: as === null ? {} : { cookie: as } }),
    post: (path, fields = {}, headers = { cookie, 'sec-fetch-site': 'same-origin' }) =>
      request(path, {
        method: 'POST',
        body: new URLSearchParams(fields).toString(),
        headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      }),
    draft: fields => makeDraft(store, clock.now(), fields),
  }
}

/** What a page's form would send: the values of every field of it, as they stand. */
export async function formOf(page: Response): Promise<Record<string, string>> {
  const text = await page.text()
  const fields: Record<string, string> = {}
  for (const [, tag = ''] of text.matchAll(/<input([^>]*)>/g)) {
    const name = / name="([^"]*)"/.exec(tag)?.[1]
    if (!name || (/ type="radio"/.test(tag) && !/ checked/.test(tag))) continue
    fields[name] = unescaped(/ value="([^"]*)"/.exec(tag)?.[1] ?? '')
  }
  for (const [, name = '', value = ''] of text.matchAll(
    /<textarea[^>]* name="([^"]*)"[^>]*>\n?([\s\S]*?)<\/textarea>/g,
  ))
    fields[name] = unescaped(value)
  return fields
}

function unescaped(html: string): string {
  return html
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
}

async function openSession(store: Store, at: number, random: (bytes: number) => Uint8Array): Promise<string> {
  return store.write(async tx => {
    const { token } = await inviteEditor(tx, { name: 'Ada', at, random })
    const entered = await acceptInvitation(tx, { token, at, random })
    if (entered.kind !== 'entered') throw new Error(`Ada could not enter: ${entered.kind}`)
    return entered.sessionToken
  })
}

async function makeDraft(store: Store, at: number, fields: Partial<AlertInput> = {}): Promise<number> {
  const written = { headline: 'The bridge is closed', summary: 'Traffic goes round by the north.', ...fields }
  const made = await store.write(tx =>
    createAlert(tx, { fields: written, by: 'editor:Ada', at, send: false }),
  )
  if (made.kind !== 'created') throw new Error(`no draft: ${JSON.stringify(made)}`)
  return made.id
}

function countingRandom(): (bytes: number) => Uint8Array {
  let next = 0
  return bytes => new Uint8Array(bytes).fill(++next)
}
