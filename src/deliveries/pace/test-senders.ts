/** Senders that share a store, in time that stands still until a test moves it: as many processes as are asked for. */
import { createHash } from 'node:crypto'
import type { TestContext } from 'node:test'
import { migratedStorePlace, testStoreKind } from '../../../test/support/store-place.ts'
import type { Throttles } from '../../config.ts'
import { migrations } from '../../migrations.ts'
import { openStore, type Store } from '../../store/index.ts'
import { readThrottles } from '../../throttles.ts'
import { createPacer, type EndSign, type Pacer } from './pacer.ts'
import { clockTime } from './shared-time.ts'

export interface TestSender {
  pacer: Pacer
  store: Store
  /** Whether messages to `scope` wait; it sends them as soon as it may. */
  demand: (scope: string, at: number) => boolean
  /** How many wait, as it tells the pacer. */
  waiting: () => number
  /** What an answer to a message of `scope` says. */
  answer: (scope: string, at: number) => EndSign
  /** It tends no more and sends no more, without a word. */
  dead: boolean
  open: number
}

export interface SenderWorld {
  throttles: Throttles
  now(): number
  /** Moves time by one step in which nobody sends. */
  step(ms: number): void
  random(): number
  join(): Promise<TestSender>
  /** Runs all senders for so long; resolves with the times at which messages to `scope` started. */
  send(scope: string, ms: number): Promise<number[]>
  /** Transactions of all stores so far. */
  transactions(): number
}

export const worldStart = Date.UTC(2026, 0, 1)
const tickMs = 5
const nearlyMs = 30
/** Further processes share one with an earlier: a server takes only so many connections. */
const mostStores = 3

export async function createSenderWorld(t: TestContext, text: string): Promise<SenderWorld> {
  const { databaseUrl } = await migratedStorePlace(t)
  const throttles = readThrottles(text)
  const senders: TestSender[] = []
  const stores: Store[] = []
  const random = seededRandom()
  let at = worldStart
  let transactions = 0
  const clock = { now: () => at, wait: () => Promise.reject(new Error('nobody waits')) }
  const join = async () => {
    const opened = stores[senders.length % mostStores] ?? (await openPlace(databaseUrl))
    if (!stores.includes(opened)) {
      stores.push(opened)
      t.after(() => opened.close())
    }
    const store: Store = {
      ...opened,
      write: work => {
        transactions += 1
        return opened.write(work)
      },
    }
    const octets = (count: number) => Uint8Array.from({ length: count }, () => Math.floor(random() * 256))
    const sending = {
      openConnections: () => sender.open,
      waiting: () => sender.waiting(),
    }
    const now = () => clockTime(clock)
    const pacer = createPacer({ store, clock, random: octets, sending, now }, { throttles, poolSize: 50 })
    const sender: TestSender = {
      pacer,
      store,
      demand: () => true,
      waiting: () => 1_000,
      answer: () => 'went',
      dead: false,
      open: 0,
    }
    senders.push(sender)
    return sender
  }
  const send = async (scope: string, ms: number) => {
    const starts: number[] = []
    const tendAt = new Map<TestSender, number>()
    const askAt = new Map<TestSender, number>()
    const living = () => senders.filter(({ dead }) => !dead)
    for (const end = at + ms; at < end; at += tickMs) {
      const isDue = (aheadMs: number) => (sender: TestSender) => (tendAt.get(sender) ?? 0) <= at + aheadMs
      // Those that are nearly due tend at the same time, as processes do.
      const tending = living().some(isDue(0)) ? living().filter(isDue(nearlyMs)) : []
      await Promise.all(tending.map(({ pacer }) => pacer.tend()))
      for (const sender of tending) tendAt.set(sender, at + 50 + random() * 50)
      for (const sender of living())
        if (at >= (askAt.get(sender) ?? 0)) askAt.set(sender, at + sendAll(sender, scope, at, starts))
    }
    return starts
  }
  const step = (ms: number) => {
    at += ms
  }
  return { throttles, now: () => at, step, random, join, send, transactions: () => transactions }
}

/** Returns when to ask again, in milliseconds. */
function sendAll({ pacer, demand, answer }: TestSender, scope: string, at: number, starts: number[]): number {
  // Nobody sends more in a tick, limited or not.
  for (let sent = 0; sent < 20 && demand(scope, at); sent++) {
    const wait = pacer.waitMs(scope)
    if (wait > 0) return wait
    pacer.start(scope)
    starts.push(at)
    pacer.ended(scope, answer(scope, at))
  }
  return 0
}

async function openPlace(databaseUrl: string): Promise<Store> {
  const file = databaseUrl.startsWith('sqlite:') ? databaseUrl.slice('sqlite:'.length) : null
  return openStore(file ? { kind: 'sqlite', file } : { kind: 'postgres', url: databaseUrl }, migrations)
}

/** Processes on PostgreSQL; an SQLite file has one. */
export const processes = testStoreKind() === 'sqlite' ? 1 : 3

/** The most messages that started in any window of so long, with its beginning. */
export function busiest(starts: readonly number[], windowMs: number): number {
  let most = 0
  let first = 0
  starts.forEach((at, last) => {
    while (at - (starts[first] ?? at) >= windowMs) first += 1
    most = Math.max(most, last - first + 1)
  })
  return most
}

function seededRandom(): () => number {
  let draws = 0
  return () => createHash('sha256').update(`${draws++}`).digest().readUInt32LE() / 2 ** 32
}
