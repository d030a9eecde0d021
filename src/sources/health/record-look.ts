/** The history of looks, so that the desk can tell since when. News never pushes out a change of state, nor the other way. */
import { run, statement, type Tx } from '../../store/index.ts'
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

const insertLook = statement(
  'insert-source-look',
  () => `insert into source_looks (source_id, at, kind, status, bytes, ms, new_items)
    values (?, ?, ?, cast(? as bigint), cast(? as bigint), ?, ?)`,
)
const forgetNews = forgetLooks('forget-news-looks', '=')
const forgetChanges = forgetLooks('forget-changes-looks', '<>')

function forgetLooks(name: string, isNews: '=' | '<>') {
  return statement(
    name,
    () => `delete from source_looks where source_id = ? and kind ${isNews} 'news' and id <= (
      select id from source_looks where source_id = ? and kind ${isNews} 'news'
      order by id desc limit 1 offset ${keptOfEach})`,
  )
}

/** Looks that bring nothing and change nothing leave no row. */
export async function recordLook(tx: Tx, look: LookToRecord): Promise<void> {
  const { sourceId, at, state, before, newItems, answer, ms } = look
  if (state === before && newItems === 0) return
  const isNews = state === before
  const kind = isNews ? 'news' : state
  const said = [answer?.status ?? null, answer?.bytes ?? null]
  await run(tx, tx.kind, insertLook, [sourceId, at, kind, ...said, ms, newItems])
  await run(tx, tx.kind, isNews ? forgetNews : forgetChanges, [sourceId, sourceId])
}
