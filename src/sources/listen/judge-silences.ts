/**
 * The silence alarm of sources that hand their items in. Each new item leaves in its source's row from when on silence
 * will be out of the ordinary; looked at are those whose moment has passed. What ends it is the next item (`insert-items.ts`).
 */
import { sql } from 'kysely'
import type { Logger } from 'pino'
import type { Clock } from '../../clock.ts'
import { createWorker, type Read, type Store, type Tx, type Worker } from '../../store/index.ts'
import { recordLook, silentFrom } from '../health/index.ts'
import { parseRhythm } from '../rhythm/index.ts'
import { beatMs, type Listening, longestBreakMs, readListening } from './listening.ts'

/** About 10 ms: after a downtime all may be due. */
const atOnce = 25

/** Returns which fell silent, and whether there may be more to look at. */
export async function judgeSilences(store: Store): Promise<{ silent: readonly number[]; more: boolean }> {
  const heard = await readListening(store.read)
  if (heard === null || !(await due(store.read, heard).executeTakeFirst())) return { silent: [], more: false }
  return store.write(async tx => {
    const sources = await due(tx, heard)
      .$if(store.kind === 'postgres', query => query.forUpdate().skipLocked())
      .execute()
    const silent: number[] = []
    for (const source of sources) if (await judge(tx, source, heard)) silent.push(source.id)
    if (silent.length > 0) tx.wake('sources')
    return { silent, more: sources.length === atOnce }
  })
}

function due(read: Read, { until }: Listening) {
  return (
    read
      .selectFrom('sources')
      .select(['id', 'rhythm', 'last_item_at'])
      // A parameter would keep SQLite from the index, which has only these.
      .where(sql<boolean>`kind = 'api'`)
      .where('health', '=', 'ok')
      .where('silent_from', '<=', until)
      .orderBy('silent_from')
      .limit(atOnce)
  )
}

interface DueSource {
  id: number
  rhythm: string | null
  last_item_at: number | null
}

/** Nobody may have listened for a while since its last item. True: it is silent. */
async function judge(tx: Tx, { id, rhythm, last_item_at }: DueSource, heard: Listening): Promise<boolean> {
  const lastAt = last_item_at ?? 0
  // An item that came in a time yet to come: the clock was put back since.
  const sinceAt = lastAt - heard.until > longestBreakMs ? heard.since : Math.max(lastAt, heard.since)
  const silent_from = silentFrom(parseRhythm(rhythm), sinceAt)
  const isSilent = silent_from !== null && silent_from <= heard.until
  await tx
    .updateTable('sources')
    .set({ silent_from, ...(isSilent ? { health: 'silent' as const } : {}) })
    .where('id', '=', id)
    .execute()
  if (!isSilent) return false
  const change = { sourceId: id, at: heard.until, state: 'silent', before: 'ok' } as const
  await recordLook(tx, { ...change, newItems: 0, answer: null, ms: 0 })
  return true
}

export function createSilenceWorker(parts: { store: Store; clock: Clock; log: Logger }): Worker {
  const { store, log } = parts
  return createWorker({
    ...parts,
    name: 'silences',
    channels: [],
    pollMs: beatMs,
    async step() {
      const { silent, more } = await judgeSilences(store)
      for (const source of silent) log.warn({ source }, 'a source is silent for longer than it ever is')
      return more ? 'again' : 'idle'
    },
  })
}
