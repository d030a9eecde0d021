/** What a look says of how the source is: its columns, and the row of its history where there is something to tell. */
import type { Tx } from '../../store/index.ts'
import {
  frozenFrom,
  judgeHealth,
  noticeOf,
  type Problem,
  recordLook,
  silentFrom,
  stateBefore,
} from '../health/index.ts'
import { parseRhythm } from '../rhythm/index.ts'
import type { Health } from '../schema.ts'
import type { Move } from './follow-move.ts'
import type { Reading } from './read-source.ts'
import type { Source, SourceChanges } from './source-row.ts'

export interface Looked {
  at: number
  /** What kept it from being read. */
  trouble: Problem | null
  move: Move
  newItems: number
  /** What was learned; undefined: what is stored stays. */
  rhythm: string | null | undefined
}

export async function lookAt(
  tx: Tx,
  source: Source,
  reading: Reading,
  looked: Looked,
): Promise<{ changes: SourceChanges; problem: Problem | null; health: Health }> {
  const { at, trouble, newItems } = looked
  const notice = noticeAfter(source, reading, looked)
  const silence = silenceAfter(source, reading, looked)
  const { health, state } = judgeHealth({
    ...{ at, trouble, notice, failuresBefore: source.failures, healthBefore: source.health },
    everRead: source.last_ok_at !== null,
    ...{ silentFrom: silence.silent_from, frozenFrom: silence.frozen_from },
  })
  const { answer, ms } = reading
  const before = stateBefore(source)
  await recordLook(tx, { sourceId: source.id, at, state, before, newItems, answer, ms })
  const problem = trouble ?? notice
  const changes = {
    ...silence,
    ...(trouble === null ? wellFrom(at) : failedAt(source, at)),
    ...{ health, problem: problem?.words ?? null, problem_kind: problem?.kind ?? null },
    ...{ notice: notice?.words ?? null, notice_kind: notice?.kind ?? null },
  }
  return { changes, problem, health }
}

function wellFrom(at: number): SourceChanges {
  return { last_polled_at: at, last_ok_at: at, failures: 0, failing_since: null }
}

function failedAt({ failures, failing_since }: Source, at: number): SourceChanges {
  return { last_polled_at: at, failures: failures + 1, failing_since: failing_since ?? at }
}

/** Only a document that was read whole tells something else than the one before. */
function noticeAfter(source: Source, reading: Reading, looked: Looked): Problem | null {
  const { at, trouble, move, newItems } = looked
  const kept =
    source.notice_kind === null || source.notice === null
      ? null
      : { kind: source.notice_kind, words: source.notice }
  if (trouble !== null) return kept
  if (move.problem !== null) return move.problem
  // Whether it has moved is told anew at every look.
  const before = kept?.kind === 'twin' ? null : kept
  if (reading.kind !== 'read') return before
  const items = reading.items.length
  const published = publishedOf(reading)
  return noticeOf({ at, items, newItems, knownItems: source.item_count, published, before })
}

function silenceAfter(source: Source, reading: Reading, { at, newItems, rhythm }: Looked) {
  // What was pushed since has moved the last item on: before it counts as silence, it is reckoned again.
  const isKnown = rhythm === undefined && newItems === 0 && (source.silent_from ?? at + 1) > at
  const lastItemAt = newItems > 0 ? at : source.last_item_at
  const silentAt = isKnown ? source.silent_from : silentFrom(parseRhythm(rhythm ?? source.rhythm), lastItemAt)
  const isWhole = reading.kind === 'read' && reading.whole
  const { first_polled_at: firstAt } = source
  const isFirst = firstAt === null || lastItemAt === firstAt
  const dates = isWhole
    ? frozenFrom(publishedOf(reading), { at, lastNewAt: isFirst ? null : lastItemAt })
    : { newestAt: source.newest_at, frozenFrom: source.frozen_from }
  return { silent_from: silentAt, newest_at: dates.newestAt, frozen_from: dates.frozenFrom }
}

function publishedOf(reading: Reading): number[] {
  return reading.kind === 'read' ? reading.items.flatMap(({ item }) => item.publishedAt ?? []) : []
}
