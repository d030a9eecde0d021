/** Writes down what a new item tells of the source that handed it in: its rhythm, and from when on silence is an alarm. */
import type { Selectable } from 'kysely'
import { run, statement, type Tx } from '../../store/index.ts'
import { recordLook, silentFrom } from '../health/index.ts'
import { formatRhythm, parseRhythm } from '../rhythm/index.ts'
import type { SourcesTable } from '../schema.ts'
import { learnReceived, oneArrivalMs } from './learn-received.ts'
import { listeningAt } from './listening.ts'

/** As it was before the item. */
export interface ReceivingSource
  extends Pick<
    Selectable<SourcesTable>,
    'id' | 'health' | 'rhythm' | 'item_count' | 'learned_at' | 'learned_items'
  > {
  /** When somebody listened; null: nobody has yet. */
  heard_since: number | null
  heard_until: number | null
}

const write = statement(
  'learn-received',
  () => `update sources set rhythm = ?, silent_from = cast(? as bigint), learned_at = cast(? as bigint),
    learned_items = cast(? as bigint) where id = ?`,
)

/** The caller holds the source's row. Of a burst only its first item costs anything. */
export async function noteArrival(tx: Tx, source: ReceivingSource, at: number): Promise<void> {
  if (source.health === 'silent') await endSilence(tx, source.id, at)
  if (source.health === 'stopped') return watchAgain(tx, source, at)
  const sinceMs = at - (source.learned_at ?? Number.NEGATIVE_INFINITY)
  if (sinceMs >= 0 && sinceMs < oneArrivalMs) return
  await learn(tx, source, at)
}

/** A rhythm that was learned before knows nothing of the time between. */
async function watchAgain(tx: Tx, source: ReceivingSource, at: number): Promise<void> {
  await tx
    .updateTable('sources')
    .set({ stopped_at: null, health: 'ok' })
    .where('id', '=', source.id)
    .execute()
  tx.wake('sources')
  await learn(tx, { ...source, rhythm: null }, at)
}

async function learn(tx: Tx, source: ReceivingSource, at: number): Promise<void> {
  const { heard_since: since, heard_until: until } = source
  const heard = listeningAt(since === null || until === null ? null : { since, until }, at)
  const items = source.item_count + 1
  const newItems = items - source.learned_items
  const rhythm = learnReceived(parseRhythm(source.rhythm), { at, newItems, heardSince: heard.since })
  await run(tx, tx.kind, write, [formatRhythm(rhythm), silentFrom(rhythm, at), at, items, source.id])
}

/** Its row is well again with the item itself (`insert-items.ts`). */
async function endSilence(tx: Tx, sourceId: number, at: number): Promise<void> {
  const change = { state: 'ok', before: 'silent', newItems: 1, answer: null, ms: 0 } as const
  await recordLook(tx, { sourceId, at, ...change })
  tx.wake('sources')
}
