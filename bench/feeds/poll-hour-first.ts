/** Brings a store to where it is after two days: every source read once, its rhythm learned, the polls spread. */
import { addSource } from '../../src/sources/index.ts'
import { nextPollAt } from '../../src/sources/poll/next-poll.ts'
import { formatRhythm, learnRhythm, type Rhythm } from '../../src/sources/rhythm/index.ts'
import type { Store } from '../../src/store/index.ts'
import type { BenchScope } from '../support/scope.ts'
import { historyMs, limitMs, type Publisher } from './poll-hour-publishers.ts'
import { createSimulatedWatch } from './poll-hour-watch.ts'
import type { PublishersServer } from './start-publishers.ts'

export interface FirstState {
  store: Store
  server: PublishersServer
  random: () => number
  publishers: readonly Publisher[]
  hourAt: number
}

/** The first polls take a while: of one host they are spread. */
const aheadMs = 10 * 60_000
const lookMs = 10 * 60_000

export async function startWatched(scope: BenchScope, state: FirstState): Promise<void> {
  const { store, server, random, publishers, hourAt } = state
  const from = hourAt - aheadMs
  await store.write(async tx => {
    for (const { index, host } of publishers) {
      const url = `http://${host}:${server.port}/${index}`
      await addSource(tx, { url, name: `Publisher ${index}`, onItem: null, everyMs: null, at: from })
    }
  })
  const watch = createSimulatedWatch(scope, { store, server, random, from })
  const allRead = async () => {
    const unread = store.read.selectFrom('sources').select('id').where('first_polled_at', 'is', null)
    return (await unread.limit(1).executeTakeFirst()) === undefined
  }
  await watch.until(hourAt, allRead)
  if (!(await allRead())) throw new Error('Not every source was read before the hour began.')
  await store.write(async tx => {
    for (const publisher of publishers) {
      const rhythm = learn(publisher, hourAt)
      await tx
        .updateTable('sources')
        .set({
          rhythm: formatRhythm(rhythm),
          last_ok_at: hourAt - 1,
          next_poll_at: hourAt + Math.floor(random() * waitOf(publisher, { rhythm, hourAt, random })),
        })
        .where('url', '=', `http://${publisher.host}:${server.port}/${publisher.index}`)
        .execute()
    }
  })
}

/** As if it had been looked at every ten minutes. */
function learn({ visibleAt }: Publisher, hourAt: number): Rhythm {
  const from = hourAt - historyMs
  let rhythm = learnRhythm(null, { at: from, newItems: 0 })
  let next = 2
  for (let at = from + lookMs; at <= hourAt; at += lookMs) {
    const before = next
    while ((visibleAt[next] ?? Number.POSITIVE_INFINITY) <= at) next += 1
    if (next > before || at % (6 * lookMs) === 0)
      rhythm = learnRhythm(rhythm, { at, newItems: next - before })
  }
  return rhythm
}

function waitOf(
  publisher: Publisher,
  { rhythm, hourAt, random }: { rhythm: Rhythm; hourAt: number; random: () => number },
): number {
  const none = {
    everyMs: null,
    freshMs: null,
    retryAfterMs: null,
    foundNews: false,
    pushed: false,
    failures: 0,
  }
  const rest = { skipHours: [], skipDays: [] }
  const askedMs = limitMs(publisher, hourAt)
  return nextPollAt({ ...none, at: hourAt, rhythm, rest, askedMs, random }) - hourAt
}
