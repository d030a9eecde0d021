/** For tests: the API served on a free port over a fresh store, and a token to call it with. */
import type { TestContext } from 'node:test'
import { pino } from 'pino'
import { createFakeClock, type FakeClock } from '../../test/support/fake-clock.ts'
import { freshStore } from '../../test/support/store.ts'
import { readConfig } from '../config.ts'
import { createApiToken, identifyApiToken } from '../editors/index.ts'
import type { Store } from '../store/index.ts'
import { createTexts } from '../text/index.ts'
import { createWebApp, listen, trustProxies } from '../web/index.ts'
import type { ApiRoute } from './api-route.ts'
import { apiRoutes } from './index.ts'

export interface ApiAnswer {
  status: number
  type: string | null
  headers: Headers
  text: string
  /** Null: it was no JSON. */
  json: unknown
}

export interface TestServer {
  store: Store
  clock: FakeClock
  url: string
  token: string
  routes: ApiRoute[]
  call(method: string, path: string, options?: CallOptions): Promise<ApiAnswer>
  /** Creates an alert and returns its id. */
  alert(fields?: Record<string, unknown>): Promise<string>
}

interface CallOptions {
  /** Sent as JSON unless it is a string. */
  body?: unknown
  headers?: Record<string, string>
  /** Null: none. */
  token?: string | null
}

export const publicUrl = 'https://alerts.example.org'

export async function serveApi(t: TestContext, changeStore = (store: Store) => store): Promise<TestServer> {
  const store = await freshStore(t)
  const clock = createFakeClock()
  const random = (bytes: number) => crypto.getRandomValues(new Uint8Array(bytes))
  const { token } = await store.write(tx => createApiToken(tx, { name: 'cms', at: clock.now(), random }))
  const { config } = readConfig({ PUBLIC_URL: publicUrl })
  const secrets = { current: new Uint8Array(32).fill(1), previous: null }
  const { operator, mail } = config
  const subscribers = { secrets, publicUrl, operator, from: mail.from, texts: createTexts(), random }
  const routes = apiRoutes({ store: changeStore(store), clock, config, subscribers })
  const app = createWebApp({
    routes,
    identify: { editor: async () => null, token: bearer => identifyApiToken(store.read, bearer) },
    assets: name => `/assets/${name}`,
    clientAddressOf: trustProxies([]),
    https: true,
    log: pino({ level: 'silent' }),
  })
  const listening = await listen(app, '127.0.0.1', 0)
  t.after(() => listening.stop())
  const url = `http://127.0.0.1:${listening.port}`
  const call: TestServer['call'] = async (method, path, { body, headers, token: own = token } = {}) => {
    const response = await fetch(url + path, {
      method,
      headers: {
        ...(own === null ? {} : { authorization: `Bearer ${own}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    const text = await response.text()
    const type = response.headers.get('content-type')
    // A HEAD's answer has the type of a body that is not there.
    const json: unknown = text !== '' && type?.includes('json') ? JSON.parse(text) : null
    return { status: response.status, type, headers: response.headers, text, json }
  }
  return {
    store,
    clock,
    url,
    token,
    routes,
    call,
    async alert(fields) {
      const answer = await call('POST', '/api/alerts', { body: { headline: 'A dam broke', ...fields } })
      if (answer.status !== 201) throw new Error(answer.text)
      return idIn(answer)
    },
  }
}

export function idIn({ json, text }: ApiAnswer): string {
  if (typeof json === 'object' && json && 'id' in json && typeof json.id === 'string') return json.id
  throw new Error(`no id in ${text}`)
}
