/** An alert as the API shows it: what it says, and the books of its deliveries. */
import { z } from 'zod'
import {
  type Alert,
  type AlertKind,
  type AlertState,
  type Priority,
  permanentPath,
} from '../../alerts/index.ts'
import { countsOf, type DeliveryCounts, type DeliveryState } from '../../deliveries/index.ts'
import type { Read } from '../../store/index.ts'
import { idAnswer, isoTime, timeAnswer } from '../fields.ts'

export const kindSchema = z.enum([
  'alert',
  'update',
  'correction',
  'retraction',
] satisfies readonly AlertKind[])
export const prioritySchema = z.enum(['flash', 'breaking', 'developing'] satisfies readonly Priority[])
const stateSchema = z.enum(['draft', 'sending', 'paused', 'stopped', 'sent'] satisfies readonly AlertState[])

const count = z.int().min(0)

const stateCounts = {
  queued: count.describe('Waiting for its turn.'),
  sending: count.describe('Leased to a sender.'),
  accepted: count.describe('The relay answered 250.'),
  deferred: count.describe('Refused for now (4xx), waiting for its retry.'),
  refused: count.describe('Refused for good (5xx), or its retries came to their end.'),
  uncertain: count.describe('Sent, but the answer was not read; waiting for its one re-send.'),
  suppressed: count.describe('On the suppression list when its turn came.'),
  withdrawn: count.describe('Left or was erased after the freeze, or the alert was stopped.'),
} satisfies Record<DeliveryState, z.ZodType>

export const alertAnswerSchema = z
  .object({
    id: idAnswer,
    kind: kindSchema,
    priority: prioritySchema,
    state: stateSchema,
    note: z
      .string()
      .nullable()
      .describe('Why it was stopped, or paused by itself, in words; null otherwise.'),
    frozen: z.boolean().describe('True once the audience is complete.'),
    audience: count.describe('Frozen so far; grows only until frozen is true.'),
    ...stateCounts,
    resent: count.describe('Apart from the states: how many were sent a second time after uncertain.'),
    held: count.describe(
      'Apart from the states: readers whose limits or quiet hours keep it for their digest.',
    ),
    createdAt: timeAnswer,
    approvedAt: timeAnswer.nullable(),
    firstAcceptedAt: timeAnswer.nullable(),
    lastAcceptedAt: timeAnswer.nullable(),
    headline: z.string(),
    summary: z.string(),
    url: z.string().nullable(),
    topics: z.array(z.string()).describe('Empty: everyone.'),
    follows: idAnswer.nullable(),
    story: idAnswer.nullable(),
    page: z.string().describe('Its permanent page on the site, there from the moment it is sent.'),
  })
  .meta({ description: 'The eight counts from queued to withdrawn add up to audience, always.' })

export type AlertAnswer = z.output<typeof alertAnswerSchema>

/** The alerts must have been read before: then an alert that reads `sent` never shows older counts. */
export async function alertAnswers(
  read: Read,
  alerts: readonly Alert[],
  publicUrl: string,
): Promise<AlertAnswer[]> {
  const counts = await countsOf(
    read,
    alerts.map(({ id }) => id),
  )
  return alerts.flatMap(alert => {
    const books = counts.get(alert.id)
    return books ? [alertAnswer(alert, books, publicUrl)] : []
  })
}

function alertAnswer(alert: Alert, counts: DeliveryCounts, publicUrl: string): AlertAnswer {
  const { frozen, audience, resent, held, firstAcceptedAt, lastAcceptedAt, ...states } = counts
  return {
    id: String(alert.id),
    kind: alert.kind,
    priority: alert.priority,
    state: alert.state,
    note: alert.note,
    frozen,
    audience,
    ...states,
    resent,
    held,
    createdAt: isoTime(alert.createdAt),
    approvedAt: timeOrNull(alert.approvedAt),
    firstAcceptedAt: timeOrNull(firstAcceptedAt),
    lastAcceptedAt: timeOrNull(lastAcceptedAt),
    headline: alert.headline,
    summary: alert.summary,
    url: alert.url,
    topics: alert.topics,
    follows: idOrNull(alert.followsId),
    story: idOrNull(alert.storyId),
    page: publicUrl + permanentPath(alert),
  }
}

function timeOrNull(at: number | null): string | null {
  return at === null ? null : isoTime(at)
}

function idOrNull(id: number | null): string | null {
  return id === null ? null : String(id)
}
