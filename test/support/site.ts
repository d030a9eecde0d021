/** The readers' pages on a fresh store, called without a socket. */
import type { TestContext } from 'node:test'
import { pino } from 'pino'
import { type AlertInput, createAlert } from '../../src/alerts/index.ts'
import { type Config, type Environment, readConfig } from '../../src/config.ts'
import { loadPageAssets } from '../../src/route-table.ts'
import { createErrorPage, mailboxRoutes, siteRoutes } from '../../src/site/index.ts'
import type { Store } from '../../src/store/index.ts'
import {
  createFormToken,
  parseAddress,
  requestSubscription,
  type SubscriberContext,
} from '../../src/subscribers/index.ts'
import { decideBatch } from '../../src/subscribers/sign-up/worker.ts'
import { createTexts, type ReaderText } from '../../src/text/index.ts'
import { type Assets, createWebApp, listen, type Route, trustProxies } from '../../src/web/index.ts'
import { createFakeClock, type FakeClock } from './fake-clock.ts'
import { freshStore } from './store.ts'

const noAssets: Assets = { path: name => `/assets/${name}`, routes: [] }

export interface Site {
  app: ReturnType<typeof createWebApp>
  store: Store
  clock: FakeClock
  config: Config
  subscribers: SubscriberContext
  routes: Route[]
  get(path: string, headers?: Record<string, string>): Promise<Response>
  /** The body of a page that answers with 200 or whatever; for looking into. */
  text(path: string): Promise<string>
  head(path: string): Promise<Response>
  post(path: string, form: Record<string, string>, headers?: Record<string, string>): Promise<Response>
  /** A form's token, old enough to be pressed. */
  formToken(): string
  /** POST /subscribe with such a token unless there is one; what waits is decided before it resolves. */
  subscribe(form: Record<string, string>, headers?: Record<string, string>): Promise<Response>
  /** A POST with a body that is no form of ours. */
  send(path: string, body: string, headers: Record<string, string>): Promise<Response>
  /** Sends an alert and returns its id. */
  sendAlert(fields: Partial<AlertInput>): Promise<number>
  /** The token of the link "this wasn't me" in the newest mail. */
  notMeToken(): Promise<string>
  /** Signs an address up and returns the token of the mail's link. */
  signUp(address: string): Promise<string>
}

/** `languages`: more than there are. */
export async function startSite(
  t: TestContext,
  env: Environment = {},
  languages?: readonly ReaderText[],
  { path: assets, routes: assetRoutes }: Assets = noAssets,
): Promise<Site> {
  const store = await freshStore(t)
  const clock = createFakeClock()
  const { config } = readConfig({ PUBLIC_URL: 'http://localhost:8080', ...env })
  const texts = createTexts({ ...config, ...(languages ? { languages } : {}) })
  const subscribers: SubscriberContext = {
    secrets: { current: new Uint8Array(32).fill(1), previous: null },
    publicUrl: config.publicUrl,
    operator: config.operator,
    from: config.mail.from,
    consentNetwork: config.consentNetwork,
    texts,
    random: bytes => crypto.getRandomValues(new Uint8Array(bytes)),
  }
  const pages = { store, clock, config, assets, texts }
  const routes = [...assetRoutes, ...siteRoutes({ ...pages, subscribers }), ...mailboxRoutes(pages)]
  const app = createWebApp({
    routes,
    identify: { editor: async () => null, token: async () => null },
    assets,
    clientAddressOf: trustProxies([]),
    https: false,
    log: pino({ level: 'silent' }),
    errorPage: createErrorPage({ config, assets, texts }),
  })
  const socket = { incoming: { socket: { remoteAddress: '192.0.2.7' } } }
  const call = async (path: string, init: RequestInit) =>
    app.request(
      path,
      { ...init, headers: { host: 'localhost:8080', ...(init.headers as Record<string, string>) } },
      socket,
    )
  const post: Site['post'] = (path, form, headers = {}) =>
    call(path, { method: 'POST', body: new URLSearchParams(form), headers })
  const formToken = () => createFormToken(subscribers, { at: clock.now() - 10_000 })
  const limits = config.signUpLimits
  return {
    app,
    formToken,
    async subscribe(form, headers = {}) {
      const answer = await post('/subscribe', { token: formToken(), ...form }, headers)
      await store.write(tx => decideBatch(tx, { store, subscribers, limits }))
      return answer
    },
    store,
    clock,
    config,
    subscribers,
    routes,
    get: (path, headers = {}) => call(path, { headers }),
    text: async path => (await call(path, {})).text(),
    head: path => call(path, { method: 'HEAD' }),
    post,
    send: (path, body, headers) => call(path, { method: 'POST', body, headers }),
    sendAlert: fields => sendAlert(store, clock, fields),
    notMeToken: async () => {
      const mail = await store.read
        .selectFrom('outbox')
        .select('text')
        .orderBy('id', 'desc')
        .executeTakeFirstOrThrow()
      return /\/not-me\/(\S+)/.exec(mail.text)?.[1] ?? ''
    },
    signUp: address => signUp(store, clock, subscribers, address),
  }
}

/** The same on a socket, with its style sheet: for a browser. */
export async function serveSite(
  t: TestContext,
  env: Environment = {},
  languages?: readonly ReaderText[],
): Promise<Site & { origin: string }> {
  const assets = await loadPageAssets(readConfig(env).config.brand)
  const site = await startSite(t, env, languages, assets)
  const { port, stop } = await listen(site.app, '127.0.0.1', 0)
  t.after(stop)
  return { ...site, origin: `http://127.0.0.1:${port}` }
}

async function sendAlert(store: Store, clock: FakeClock, fields: Partial<AlertInput>): Promise<number> {
  await clock.advance(60_000)
  const wish = { fields: { headline: 'A bridge is closed', ...fields }, by: 'editor:Ada', at: clock.now() }
  const created = await store.write(tx => createAlert(tx, { ...wish, send: true }))
  if (created.kind !== 'created') throw new Error(JSON.stringify(created))
  return created.id
}

async function signUp(
  store: Store,
  clock: FakeClock,
  context: SubscriberContext,
  typed: string,
): Promise<string> {
  const parsed = parseAddress(typed)
  if (!parsed.ok) throw new Error(`not an address: ${typed}`)
  const input = { address: parsed.address, key: parsed.key }
  const how = { marketing: false, language: 'en', method: 'site form' }
  await store.write(tx => requestSubscription(tx, context, { input, ...how, at: clock.now() }))
  const { text } = await store.read
    .selectFrom('outbox')
    .select('text')
    .where('recipient', '=', parsed.address)
    .orderBy('id', 'desc')
    .executeTakeFirstOrThrow()
  const token = /\/confirm\/(\S+)/.exec(text)?.[1]
  if (!token) throw new Error('the mail has no link to confirm')
  return token
}
