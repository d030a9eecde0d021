/** The history of looks, so that the desk can tell since when. News never pushes out a change of state, nor the other way. */
import type { Tx } from '../../store/index.ts'
import type { LookState } from './judge-health.ts'

const keptOfEach = 25

/** What an answer was like, for the history. */
export interface LookAnswer {
  status: number
  bytes: number
}

export interface LookToRecord {
  sourceId: number
  at: number
  state: LookState
  before: LookState | null
  newItems: number
  answer: LookAnswer | null
  ms: number
}

/** Looks that bring nothing and change nothing leave no row. */
export async function recordLook(tx: Tx, look: LookToRecord): Promise<void> {
  const { sourceId, at, state, before, newItems, answer, ms } = look
  if (state === before && newItems === 0) return
  const news = state === before
  await tx
    .insertInto('source_looks')
    .values({
      source_id: sourceId,
      at,
      kind: news ? 'news' : state,
      status: answer?.status ?? null,
      bytes: answer?.bytes ?? null,
      ms,
      new_items: newItems,
    })
    .execute()
  const isOfKind = news ? '=' : '<>'
  await tx
    .deleteFrom('source_looks')
    .where('source_id', '=', sourceId)
    .where('kind', isOfKind, 'news')
    .where('id', '<=', query =>
      query
        .selectFrom('source_looks')
        .select('id')
        .where('source_id', '=', sourceId)
        .where('kind', isOfKind, 'news')
        .orderBy('id', 'desc')
        .offset(keptOfEach)
        .limit(1),
    )
    .execute()
}
