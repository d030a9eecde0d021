/**
 * How long each stage of an alert's way took, from the times that the stages left behind. What cannot be known is
 * null, and what clocks disagree on is 0, never less; a date of the source's own is believed only where it may be true.
 */

/** `machine`: seen to mailed without the wait for an editor. `whole`: published to mailed, with everything. */
export const latencyStages = ['seen', 'grouped', 'drafted', 'accepted', 'machine', 'whole', 'editor'] as const

export type LatencyStage = (typeof latencyStages)[number]

/** `ahead`: dated later than it was seen. `before`: it was there before the source was watched. */
export type PublishedWord = 'told' | 'missing' | 'ahead' | 'before'

/** As the stages' tables have them. */
export interface AlertTimes {
  publishedAt: number | null
  seenAt: number
  /** 1: the source's first look brought it. */
  firstPoll: number
  /** Null: grouped before such times were kept. */
  groupedAt: number | null
  createdAt: number
  /** `rule:…`, `editor:…` or `token:…`. */
  createdBy: string
  approvedAt: number
  approvedBy: string | null
  firstAcceptedAt: number | null
}

export function publishedWord({ publishedAt, seenAt, firstPoll }: AlertTimes): PublishedWord {
  if (firstPoll === 1) return 'before'
  if (publishedAt === null) return 'missing'
  return publishedAt > seenAt ? 'ahead' : 'told'
}

/** Milliseconds. */
export function stagesOf(times: AlertTimes): Record<LatencyStage, number | null> {
  const { publishedAt, seenAt, groupedAt, createdAt, approvedAt, firstAcceptedAt } = times
  const word = publishedWord(times)
  // What is dated ahead was published just now, as far as anybody knows.
  const saidAt = word === 'told' ? publishedAt : word === 'ahead' ? seenAt : null
  const byRule = times.createdBy.startsWith('rule:')
  const askedAt = byRule ? createdAt : groupedAt
  const byEditor = !byRule || !times.approvedBy?.startsWith('rule:')
  const editor = byEditor ? between(askedAt ?? seenAt, approvedAt) : null
  const toMail = between(seenAt, firstAcceptedAt)
  return {
    seen: between(saidAt, seenAt),
    grouped: between(seenAt, groupedAt),
    drafted: byRule ? between(groupedAt, createdAt) : null,
    accepted: between(approvedAt, firstAcceptedAt),
    machine: toMail === null ? null : Math.max(toMail - (editor ?? 0), 0),
    whole: between(saidAt, firstAcceptedAt),
    editor,
  }
}

function between(from: number | null, to: number | null): number | null {
  return from === null || to === null ? null : Math.max(to - from, 0)
}
