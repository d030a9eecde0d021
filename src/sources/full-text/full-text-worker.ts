/**
 * Fetches the full texts that somebody asked for. What always holds: of one host one page at a time, and not while
 * its sources' polls have used its time up; a text is stored beside what the source said, and is no revision of it;
 * what a crash cut short is fetched again when its lease runs out; no transaction is open while the network is
 * waited for.
 */
import type { Logger } from 'pino'
import type { Clock } from '../../clock.ts'
import type { SafeFetch } from '../../net/index.ts'
import { createWorker, type StepResult, type Store, type Worker } from '../../store/index.ts'
import { keepForHandOver } from '../fresh-items.ts'
import { holdHost, payHost } from '../poll/host-slots.ts'
import type { Reader } from '../reader/index.ts'
import { addressTitle } from '../sitemap/entry.ts'
import { type FetchedText, fetchFullText } from './fetch-full-text.ts'

export interface FullTextOptions {
  store: Store
  clock: Clock
  log: Logger
  fetch: SafeFetch
  reader: Reader
}

interface Taken {
  itemId: number
  url: string
  host: string
}

/** Longer than two answers take at most. */
const leaseMs = 60_000
const mostAtOnce = 4
const slowestLookMs = 10_000
/** One for robots.txt, one for the page. */
const requests = 2

export function createFullTexts(options: FullTextOptions): Worker {
  const { store, clock, log } = options
  return createWorker({
    name: 'full-texts',
    store,
    clock,
    log,
    channels: ['sources'],
    pollMs: slowestLookMs,
    step: signal => fetchWanted(options, signal),
  })
}

export async function fetchWanted(options: FullTextOptions, signal: AbortSignal): Promise<StepResult> {
  const { store, clock } = options
  const taken = await takeWishes(store, clock.now())
  if (taken.length === 0) return (await nextDueAt(store, clock.now())) ?? 'idle'
  await Promise.all(taken.map(wish => fetchOne(options, wish, signal)))
  return 'again'
}

async function fetchOne(
  { store, clock, log, fetch, reader }: FullTextOptions,
  wish: Taken,
  signal: AbortSignal,
): Promise<void> {
  const fetched = await fetchFullText(wish.url, { fetch, reader, now: clock.now, signal })
  if (!fetched.ok && fetched.fault)
    log.error({ item: wish.itemId, host: wish.host, err: fetched.fault }, 'a page could not be read')
  await store.write(async tx => {
    const item = await tx
      .selectFrom('items')
      .select(['text', 'title'])
      .where('id', '=', wish.itemId)
      .executeTakeFirst()
    await tx.deleteFrom('full_text_wishes').where('item_id', '=', wish.itemId).execute()
    if (!fetched.ok && fetched.wishes)
      await holdHost(tx, wish.host, { at: clock.now(), retryAfterMs: fetched.wishes.retryAfterMs })
    if (!item) return
    const outcome = outcomeOf(fetched, item, wish.url)
    if ('title' in outcome) await keepForHandOver(tx, wish.itemId)
    await tx
      .updateTable('items')
      .set({ ...outcome, full_text_at: clock.now() })
      .where('id', '=', wish.itemId)
      .execute()
  })
}

function outcomeOf(fetched: FetchedText, item: { text: string; title: string }, url: string) {
  if (!fetched.ok) return { full_text_problem: fetched.problem }
  if (fetched.text.length <= item.text.length)
    return { full_text_problem: 'Its page shows no more text than is here already.' }
  // Of a plain sitemap nothing but the address was known.
  const title = item.title === addressTitle(url) && fetched.title !== '' ? { title: fetched.title } : {}
  return { full_text: fetched.text, full_text_problem: null, ...title }
}

/** Those that are due, of each host the first; a host that was asked lately is left for later. */
async function takeWishes(store: Store, at: number): Promise<Taken[]> {
  return store.write(async tx => {
    const due = await tx
      .selectFrom('full_text_wishes')
      .innerJoin('items', 'items.id', 'full_text_wishes.item_id')
      .select(['full_text_wishes.item_id', 'items.url'])
      .where('due_at', '<=', at)
      .where(wish => wish.or([wish('taken_until', 'is', null), wish('taken_until', '<', at)]))
      .orderBy('wanted_at')
      .limit(mostAtOnce * 4)
      .$if(store.kind === 'postgres', query => query.forUpdate('full_text_wishes').skipLocked())
      .execute()
    const taken = new Map<string, Taken>()
    for (const { item_id: itemId, url } of due) {
      const host = URL.parse(url ?? '')?.host ?? ''
      if (taken.has(host) || taken.size === mostAtOnce) continue
      const { free_at: freeAt = 0 } =
        (await tx.selectFrom('hosts').select('free_at').where('host', '=', host).executeTakeFirst()) ?? {}
      const isFree = freeAt <= at
      if (isFree) taken.set(host, { itemId, url: url ?? '', host })
      await tx
        .updateTable('full_text_wishes')
        .set(isFree ? { taken_until: at + leaseMs } : { due_at: freeAt })
        .where('item_id', '=', itemId)
        .execute()
    }
    for (const host of taken.keys()) await payHost(tx, host, { requests, at })
    return [...taken.values()]
  })
}

async function nextDueAt(store: Store, at: number): Promise<number | null> {
  const next = await store.read
    .selectFrom('full_text_wishes')
    .select('due_at')
    .where('taken_until', 'is', null)
    .orderBy('due_at')
    .limit(1)
    .executeTakeFirst()
  return next ? Math.max(next.due_at - at, 0) : null
}
