/**
 * A newsroom whose sending is watched from the other end of the wire: one or several Tocsin processes on one
 * place, each with a door of the sink of its own, so that the sink tells them apart. The first has the pages.
 */
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import type { TestContext } from 'node:test'
import { createApiToken } from '../../src/editors/index.ts'
import type { Store } from '../../src/store/index.ts'
import { type ApiAlert, type ApiClient, apiClientOf, sumOf } from './api-client.ts'
import { type CountedSink, type SinkConnection, startCountedSink } from './counted-sink.ts'
import { numbered } from './newsroom.ts'
import { importReaders, openPlace } from './open-place.ts'
import { pollUntil } from './poll-until.ts'
import { migratedStorePlace, testStoreKind } from './store-place.ts'
import { type Environment, environmentOf, startTocsin, type TocsinProcess } from './tocsin-process.ts'

/** How many processes can share a place on this store. */
export const processCounts: readonly number[] = testStoreKind() === 'postgres' ? [1, 3] : [1]

export interface SendersWish {
  /** So many, or these addresses. */
  readers: number | readonly string[]
  processes?: number
  /** Of all processes together. */
  connections?: number
  /** See `CountedSink`. */
  answerDelayMs?: number
  env?: Environment
  /** By door; without it the first has `web,send` and the others `send`. */
  roles?: readonly string[]
}

export interface Senders {
  /** Of the first. */
  env: Environment
  sink: CountedSink
  api: ApiClient
  /** A connection of the test's own. */
  store: Store
  /** By door; a started one stands in the place of the one before. */
  servers: readonly TocsinProcess[]
  /** Sends an alert to everybody; resolves with its id at once. */
  send(fields?: Record<string, unknown>): Promise<string>
  /** Its counts add up, or the test fails. */
  alert(id: string): Promise<ApiAlert>
  untilState(id: string, state: string, deadlineMs?: number): Promise<ApiAlert>
  /** SIGKILL; returns the connections that broke, when the sink has read all that came over them. */
  kill(door: number): Promise<readonly SinkConnection[]>
  start(door: number, roles?: string): Promise<void>
}

export async function startSenders(t: TestContext, wish: SendersWish): Promise<Senders> {
  const { readers, processes = 1, connections = 20, answerDelayMs = 0, env = {}, roles: given = [] } = wish
  const place = await migratedStorePlace(t)
  const sink = await startCountedSink({ doors: processes, answerDelayMs })
  const pool = Math.ceil(connections / processes)
  const envOf = (door: number) =>
    environmentOf(place, { SMTP_URL: `${sink.urls[door]}?pool=${pool}`, ...env })
  const store = await openPlace(place)
  const servers: TocsinProcess[] = []
  const start = async (door: number, roles = given[door] ?? (door === 0 ? 'web,send' : 'send')) => {
    servers[door] = await startTocsin(t, envOf(door), ['--roles', roles])
  }
  try {
    await importReaders(envOf(0), store, typeof readers === 'number' ? numbered(readers) : readers)
    const name = { name: 'newsroom', at: Date.now(), random: randomBytes }
    const api = apiClientOf((await store.write(tx => createApiToken(tx, name))).token)
    await Promise.all(Array.from({ length: processes }, (_, door) => start(door)))
    return { env: envOf(0), sink, api, store, servers, start, ...stepsOf({ api, servers, sink }) }
  } finally {
    // After the servers': hooks run in the order of their registration.
    t.after(() => store.close())
    t.after(() => sink.stop())
  }
}

type Ground = Pick<Senders, 'api' | 'servers' | 'sink'>

function stepsOf({ api, servers, sink }: Ground): Pick<Senders, 'send' | 'alert' | 'untilState' | 'kill'> {
  const origin = () => servers[0]?.origin ?? ''
  const alert = async (id: string) => {
    const now = await api.get<ApiAlert>(origin(), `/api/alerts/${id}`)
    assert.equal(sumOf(now), now.audience, `promise 3: ${JSON.stringify(now)}`)
    return now
  }
  return {
    alert,
    async send(fields = {}) {
      const wish = { headline: 'The bridge is closed', summary: 'Go round by the north.', send: true }
      const made = await api.post<{ id: string }>(origin(), '/api/alerts', { ...wish, ...fields })
      assert.equal(made.status, 201, JSON.stringify(made.body))
      return made.body.id
    },
    async untilState(id, state, deadlineMs = 120_000) {
      let now = await alert(id)
      const look = async () => {
        now = await alert(id)
        return now.state === state && now
      }
      try {
        return await pollUntil(`alert ${id} to be ${state}`, look, deadlineMs)
      } catch (cause) {
        throw new Error(`alert ${id} is not ${state}: ${JSON.stringify(now)}`, { cause })
      }
    },
    async kill(door) {
      const before = new Set(sink.connections.filter(({ ended }) => ended))
      await servers[door]?.kill()
      await sink.caughtUp()
      const here = sink.connections.filter(each => each.door === door && !before.has(each))
      await pollUntil('the killed connections to end', async () => here.every(({ ended }) => ended))
      return here.filter(({ saidQuit }) => !saidQuit)
    },
  }
}
