/**
 * The latency ledger: published, seen, grouped, decided, first accepted, of every item that became an alert. It is
 * read from what the stages wrote down anyway, so it is the same whichever process is asked, and costs nothing while
 * mail goes out. Alerts that nobody's item led to have no such way, and are in no figure here.
 */
import type { Read } from '../../store/index.ts'
import {
  type AlertTimes,
  type LatencyStage,
  latencyStages,
  type PublishedWord,
  publishedWord,
  stagesOf,
} from './stages.ts'

export interface LatencyRow {
  alertId: number
  headline: string
  sourceId: number
  sourceName: string
  /** By which it was seen first. */
  way: 'poll' | 'push' | 'api'
  published: PublishedWord
  publishedAt: number | null
  seenAt: number
  groupedAt: number | null
  decidedAt: number
  firstAcceptedAt: number | null
  /** Its audience is complete, and empty. */
  nobody: boolean
  stages: Record<LatencyStage, number | null>
}

/** Of a week of a newsroom that sends every item at once; more is a sample of the newest. */
export const mostLatenciesCounted = 5_000

/** The newest first; `from`: decided then or later. */
export async function readLatencies(
  read: Read,
  { from, limit }: { from: number; limit: number },
): Promise<LatencyRow[]> {
  const rows = await decided(read, { from, limit })
    .innerJoin('sources', 'sources.id', 'items.source_id')
    .select([
      'alerts.id as alertId',
      'alerts.headline',
      'sources.id as sourceId',
      'sources.name as sourceName',
    ])
    .select(['items.seen_by as way', 'audiences.frozen', 'audiences.audience'])
    .execute()
  return rows.map(({ frozen, audience, ...row }) => ({
    ...row,
    published: publishedWord(row),
    decidedAt: row.approvedAt,
    nobody: frozen === 1 && audience === 0,
    stages: stagesOf(row),
  }))
}

export interface StageFigures {
  count: number
  sumMs: number
  /** Null where nothing was counted. */
  medianMs: number | null
  p90Ms: number | null
  maxMs: number | null
}

export interface LatencyFigures {
  /** There were more than are counted here: the newest are. */
  sampled: boolean
  stages: Record<LatencyStage, StageFigures>
}

/** Of the alerts that were decided at `from` or later; of more than `most` of them, of the newest. */
export async function readLatencyFigures(
  read: Read,
  { from, most = mostLatenciesCounted }: { from: number; most?: number },
): Promise<LatencyFigures> {
  const rows: AlertTimes[] = await decided(read, { from, limit: most + 1 }).execute()
  const counted = rows.slice(0, most).map(stagesOf)
  const figures = latencyStages.map(stage => [stage, figuresOf(counted.flatMap(one => one[stage] ?? []))])
  // Object.fromEntries forgets that every stage is among its keys.
  const stages = Object.fromEntries(figures) as Record<LatencyStage, StageFigures>
  return { sampled: rows.length > most, stages }
}

/** Through `alerts_approved`, then by primary keys: as many rows as are asked for, however many alerts there are. */
function decided(read: Read, { from, limit }: { from: number; limit: number }) {
  return read
    .selectFrom('alerts')
    .innerJoin('items', 'items.id', 'alerts.item_id')
    .leftJoin('story_items', 'story_items.item_id', 'alerts.item_id')
    .leftJoin('audiences', 'audiences.alert_id', 'alerts.id')
    .select(['items.published_at as publishedAt', 'items.seen_at as seenAt', 'items.first_poll as firstPoll'])
    .select(['story_items.grouped_at as groupedAt', 'alerts.created_at as createdAt'])
    .select(['alerts.created_by as createdBy', 'alerts.approved_by as approvedBy'])
    .select(['audiences.first_accepted_at as firstAcceptedAt'])
    .select(expression => expression.ref('alerts.approved_at').$notNull().as('approvedAt'))
    .where('alerts.approved_at', '>=', from)
    .orderBy('alerts.approved_at', 'desc')
    .orderBy('alerts.id', 'desc')
    .limit(limit)
}

/** By nearest rank: each figure is one that was really measured. */
function figuresOf(values: readonly number[]): StageFigures {
  const sorted = values.toSorted((one, other) => one - other)
  const rank = (share: number) => sorted[Math.max(Math.ceil(share * sorted.length) - 1, 0)] ?? null
  return {
    count: sorted.length,
    sumMs: sorted.reduce((sum, value) => sum + value, 0),
    medianMs: rank(0.5),
    p90Ms: rank(0.9),
    maxMs: sorted.at(-1) ?? null,
  }
}
