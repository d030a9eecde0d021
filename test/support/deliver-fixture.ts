/** Rows and a running send stage for tests of deliveries: subscribers and alerts as other stages leave them. */
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import pino from 'pino'
import type { Clock } from '../../src/clock.ts'
import type { Secrets } from '../../src/config.ts'
import type { Choosers } from '../../src/deliveries/audience/choosers.ts'
import { createDeliveries, type Deliveries } from '../../src/deliveries/create-deliveries.ts'
import type { Fence } from '../../src/deliveries/fence/open-fence.ts'
import type { DeliveryContext } from '../../src/deliveries/index.ts'
import type { Store } from '../../src/store/index.ts'
import { createTexts } from '../../src/text/index.ts'
import { readThrottles } from '../../src/throttles.ts'
import type { FakeClock } from './fake-clock.ts'

export const testSecrets: Secrets = { current: new Uint8Array(32).fill(7), previous: null }

export const testContext: DeliveryContext = {
  secrets: testSecrets,
  publicUrl: 'http://localhost:8080',
  texts: createTexts(),
  brand: { accent: null, logo: null },
  operator: { name: 'The Daily', postalAddress: null, contact: null, privacyUrl: null },
  mail: {
    relay: null,
    from: { name: 'The Daily', address: 'alerts@news.example' },
    bounceAddress: 'bounces@news.example',
    dkim: null,
  },
}

/** Nothing was restored. */
export const openFence: Fence = {
  isOpen: async () => true,
  advance: async () => 1,
  step: { sender: 'test', mustKnow: () => 1 },
  note: () => undefined,
  close: async () => undefined,
}

/** As many confirmed subscribers, `reader1@example.org` and so on, or of another domain; returns their ids in order. */
export async function addSubscribers(
  store: Store,
  count: number,
  {
    confirmedAt = 1,
    from = 1,
    domain = 'example.org',
  }: { confirmedAt?: number; from?: number; domain?: string } = {},
): Promise<number[]> {
  const rows = Array.from({ length: count }, (_, place) => `reader${from + place}@${domain}`)
  const ids: number[] = []
  for (let at = 0; at < rows.length; at += 500) {
    const added = await store.write(tx =>
      tx
        .insertInto('subscribers')
        .values(
          rows.slice(at, at + 500).map(address => ({
            address,
            address_key: address,
            state: 'confirmed' as const,
            language: 'en',
            marketing: 0,
            created_at: 1,
            confirmed_at: confirmedAt,
            left_at: null,
          })),
        )
        .returning('id')
        .execute(),
    )
    ids.push(...added.map(row => row.id))
  }
  return ids
}

export interface AlertWish {
  priority?: 'flash' | 'breaking' | 'developing'
  kind?: 'alert' | 'update' | 'correction' | 'retraction'
  follows?: number
  at: number
  headline?: string
}

/** An alert that was just sent: state `sending`. What follows another goes to its recipients. */
export async function addAlert(store: Store, wish: AlertWish): Promise<number> {
  const {
    priority = 'breaking',
    kind = 'alert',
    follows = null,
    at,
    headline = 'The bridge is closed',
  } = wish
  return store.write(async tx => {
    const parent = follows
      ? await tx.selectFrom('alerts').selectAll().where('id', '=', follows).executeTakeFirst()
      : undefined
    // As `sendAlert` does.
    if (parent && kind !== 'update' && parent.state !== 'sent')
      await tx.updateTable('alerts').set({ state: 'stopped' }).where('id', '=', parent.id).execute()
    const { id } = await tx
      .insertInto('alerts')
      .values({
        kind,
        priority,
        state: 'sending',
        headline,
        summary: 'Traffic is sent round by the north.',
        topics: '[]',
        follows_id: follows,
        thread_id: parent ? (parent.thread_id ?? parent.id) : null,
        language: 'en',
        audience: follows ? 'recipients' : 'matching',
        created_at: at,
        created_by: 'editor:test',
        approved_at: at,
        approved_by: 'editor:test',
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    tx.wake('alerts')
    return id
  })
}

export async function setAlertState(
  store: Store,
  id: number,
  state: 'sending' | 'paused' | 'stopped',
): Promise<void> {
  await store.write(async tx => {
    await tx.updateTable('alerts').set({ state }).where('id', '=', id).execute()
    tx.wake('alerts')
  })
}

export async function stateOf(store: Store, id: number): Promise<string> {
  const row = await store.read
    .selectFrom('alerts')
    .select('state')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  return row.state
}

export async function untilState(store: Store, id: number, state: string): Promise<void> {
  await until(store, async () => (await stateOf(store, id)) === state)
}

/** The states of an alert's deliveries, in the order of the subscribers' ids. */
export async function statesOf(store: Store, alertId: number): Promise<string[]> {
  const rows = await store.read
    .selectFrom('deliveries')
    .select('state')
    .where('alert_id', '=', alertId)
    .orderBy('subscriber_id')
    .execute()
  return rows.map(row => row.state)
}

/**
 * Test hooks run in the order they were given, and a store must close last: called before `freshStore`, this
 * stops everything registered with it first, the newest before the others.
 */
export function stopFirst(t: Pick<TestContext, 'after'>): Stops {
  const stops: (() => unknown)[] = []
  t.after(async () => {
    for (const stop of stops.toReversed()) await stop()
  })
  return { after: stop => void stops.push(stop) }
}

export interface Stops {
  after(stop: () => unknown): void
}

/** Runs the stage against a relay on this port until the test ends. */
export function runDeliveries(
  stops: Stops,
  {
    store,
    clock,
    port,
    poolSize = 5,
    dataDir = mkdtempSync(join(tmpdir(), 'tocsin-test-')),
  }: { store: Store; clock: Clock; port: number | null; poolSize?: number; dataDir?: string },
): Deliveries {
  stops.after(() => rmSync(dataDir, { recursive: true, force: true }))
  const login = { user: null, auth: 'password' as const, tokenFile: null }
  const relay = port === null ? null : { host: '127.0.0.1', port, implicitTls: false, ...login, poolSize }
  const deliveries = createDeliveries({
    store,
    clock,
    random: bytes => randomBytes(bytes),
    log: pino({ level: process.env['TEST_LOG'] ?? 'silent' }),
    config: { ...testContext, dataDir, throttles: readThrottles(null), mail: { ...testContext.mail, relay } },
    secrets: testSecrets,
    texts: testContext.texts,
    smtpPassword: null,
    dkim: [],
    lineThreads: 0,
  })
  void deliveries.start()
  stops.after(() => deliveries.stop())
  return deliveries
}

/** Resolves when `check` holds, looked at after every commit that changed deliveries or alerts. */
export async function until(store: Store, check: () => Promise<boolean>, deadlineMs = 90_000): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const look = () => void check().then(holds => holds && resolve(), reject)
  const off = store.onWake(['deliveries', 'alerts', 'outbox'], look)
  // Wake-ups may be lost; this one stands behind them.
  const poll = setInterval(look, 20)
  const late = setTimeout(
    () => reject(new Error(`it was not so within ${deadlineMs} ms: ${check}`)),
    deadlineMs,
  )
  look()
  try {
    await promise
  } finally {
    off()
    clearInterval(poll)
    clearTimeout(late)
  }
}

/**
 * Moves time on, second by second, until `check` holds: between two, real answers of a database arrive.
 * @param mostMs Of the clock's time. The deadline is real, and only what never comes meets it.
 */
export async function advanceUntil(
  clock: FakeClock,
  check: () => Promise<boolean>,
  { mostMs = Number.POSITIVE_INFINITY, deadlineMs = 90_000 } = {},
): Promise<void> {
  const [lateAt, end] = [clock.now() + mostMs, Date.now() + deadlineMs]
  while (!(await check())) {
    if (Date.now() > end) throw new Error(`it was not so within ${deadlineMs} ms: ${check}`)
    if (clock.now() >= lateAt) throw new Error(`it was not so within ${mostMs} ms of the clock: ${check}`)
    await clock.advance(1_000)
    await delay(10)
  }
}

/** For audiences of people who have no preferences. */
export const nobodyChose: Choosers = { ids: [], version: 0 }
