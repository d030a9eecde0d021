/**
 * The product's own watching through simulated time: sources are leased, fetched, read, stored and scheduled by
 * the code that runs in production, over HTTP from another process. Time stands still while polls are under way and
 * then goes on to when the next source is due: what is measured is the schedule, and what a poll costs.
 */
import pino from 'pino'
import { type Clock, systemClock } from '../../src/clock.ts'
import { createSafeFetch, type SafeFetch } from '../../src/net/index.ts'
import { leaseDueSources, nextDueAt } from '../../src/sources/poll/lease-sources.ts'
import { readRobots } from '../../src/sources/poll/read-robots.ts'
import { pollSource } from '../../src/sources/poll/watcher.ts'
import { createReader } from '../../src/sources/reader/reader.ts'
import type { Store } from '../../src/store/index.ts'
import type { BenchScope } from '../support/scope.ts'
import type { PublishersServer } from './start-publishers.ts'

/** As the watcher has it. */
const slots = 32
const perHost = 6
/** As often as time is looked at. */
const stepMs = 100

export interface Counts {
  polls: number
  robots: number
  /** Of bodies, decoded. */
  bytes: number
  unchanged: number
  failed: number
}

export interface SimulatedWatch {
  counts: Counts
  /** By the number in the address. */
  pollsOf: ReadonlyMap<number, number>
  /** Watches until the simulated time is `end`, or `done` says so. */
  until(end: number, done?: () => Promise<boolean>): Promise<void>
  now(): number
}

export function createSimulatedWatch(
  scope: BenchScope,
  {
    store,
    server,
    random,
    from,
  }: { store: Store; server: PublishersServer; random: () => number; from: number },
): SimulatedWatch {
  let now = from
  const counts: Counts = { polls: 0, robots: 0, bytes: 0, unchanged: 0, failed: 0 }
  const pollsOf = new Map<number, number>()
  const clock: Clock = { now: () => now, wait: systemClock.wait }
  const guarded = createSafeFetch({
    allow: ['127.0.0.0/8'],
    userAgent: 'Tocsin (bench)',
    lookup: async host => [{ address: server.addressOf(host), family: 4 }],
  })
  scope.after(() => guarded.close())
  const fetch: SafeFetch = async (url, options) => {
    const answer = await guarded.fetch(url, options)
    counts.bytes += answer.body.length
    if (answer.status === 304) counts.unchanged += 1
    return answer
  }
  const log = pino({ level: 'silent' })
  const { signal } = new AbortController()
  const reader = createReader({ clock: systemClock })
  scope.after(() => reader.stop())
  const pollAll = async (leased: Awaited<ReturnType<typeof leaseDueSources>>) => {
    const work = leased.flatMap(source => {
      const poll = pollSource({ store, clock, fetch, reader, random, log }, source, signal).then(
        ({ problem }) => {
          counts.polls += 1
          const index = Number(source.url.split('/').at(-1))
          pollsOf.set(index, (pollsOf.get(index) ?? 0) + 1)
          if (problem !== null) counts.failed += 1
        },
      )
      if (!source.robotsDue) return [poll]
      counts.robots += 1
      return [poll, readRobots({ store, now: clock.now, fetch, signal }, source)]
    })
    await Promise.all(work)
  }
  return {
    counts,
    pollsOf,
    now: () => now,
    async until(end, done = async () => false) {
      await server.setTime(now)
      for (;;) {
        const room = { at: now, running: new Map<string, number>(), perHost }
        const leased = await leaseDueSources(store, { ...room, slots })
        if (leased.length > 0) await pollAll(leased)
        else {
          const due = await nextDueAt(store, room)
          if ((due ?? end) >= end || (await done())) break
          now = Math.max(Math.ceil((due ?? end) / stepMs) * stepMs, now + stepMs)
          await server.setTime(now)
        }
      }
      now = Math.max(now, end)
    },
  }
}
