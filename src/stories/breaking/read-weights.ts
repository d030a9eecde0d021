/** The newsroom's weights, for the machine and for pages. */
import type { Read } from '../../store/index.ts'
import type { NewsroomWeights } from './breaking.ts'

export interface WeightRow {
  id: number
  /** `words`: a topic. `official`: a source that speaks for itself; `words` is its name. */
  kind: 'words' | 'official'
  /** Of a source its address. */
  words: string
  points: number
  by: string
  at: number
  /** Of a source. */
  sourceId: number | null
}

/** Official sources first, then topics, the weightiest first. */
export async function listWeights(read: Read): Promise<WeightRow[]> {
  const rows = await read
    .selectFrom('story_weights')
    .select(['id', 'kind', 'key', 'words', 'points', 'by', 'at'])
    .execute()
  return rows
    .map(({ key, ...row }) => ({ ...row, sourceId: row.kind === 'official' ? Number(key) : null }))
    .sort(
      (one, other) =>
        Number(other.kind === 'official') - Number(one.kind === 'official') ||
        other.points - one.points ||
        one.id - other.id,
    )
}

/** As they are now; whoever scores reads them where it takes items, so a change is in force for what comes after it. */
export async function readNewsroomWeights(read: Read): Promise<NewsroomWeights> {
  const rows = await listWeights(read)
  return {
    words: rows.filter(({ kind }) => kind === 'words').sort((one, other) => one.id - other.id),
    officialSources: new Set(rows.flatMap(({ sourceId }) => sourceId ?? [])),
  }
}
