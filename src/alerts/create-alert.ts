/**
 * An alert written from nothing, or as a follow-up of one that was sent: what `POST /api/alerts` does. A
 * follow-up goes to whoever got what it follows, and takes story, source, language and topics from it where
 * none are given. What changed and what was wrong may be left out here: a program that sends knows its words.
 */
import type { Tx } from '../store/index.ts'
import type { Alert } from './alert.ts'
import {
  type AlertInput,
  alertFieldsProblems,
  type FieldProblems,
  parseDraftFields,
  parseKind,
} from './alert-fields.ts'
import { holdAlert } from './hold-alert.ts'
import { insertAlert } from './insert-alert.ts'
import { recordPress } from './presses.ts'
import type { AlertState } from './schema.ts'
import { stopReplaced } from './stop-replaced.ts'

export type CreatedAlert =
  | { kind: 'created'; id: number }
  | { kind: 'incomplete'; fields: FieldProblems }
  /** What it is to follow was never sent. */
  | { kind: 'not-sent-yet'; state: AlertState }

export interface AlertWish {
  fields: AlertInput
  by: string
  at: number
  /** Sent at once; else a draft. */
  send: boolean
  /** How many people the button named. */
  people?: number | null
}

export async function createAlert(
  tx: Tx,
  { fields: input, by, at, send, people }: AlertWish,
): Promise<CreatedAlert> {
  const problems = alertFieldsProblems(input)
  const kind = parseKind(input.kind)
  if (!kind || Object.keys(problems).length > 0) return { kind: 'incomplete', fields: problems }
  const follows = input.follows ? await holdAlert(tx, input.follows) : null
  if (input.follows && !follows) return { kind: 'incomplete', fields: { follows: 'There is no such alert.' } }
  if (follows && follows.approvedAt === null) return { kind: 'not-sent-yet', state: follows.state }
  if (input.story && !(await hasStory(tx, input.story)))
    return { kind: 'incomplete', fields: { story: 'There is no such story.' } }
  const id = await insertAlert(tx, {
    kind,
    fields: parseDraftFields(follows ? completeFrom(follows, input) : input).fields,
    storyId: input.story ?? follows?.storyId ?? null,
    itemId: null,
    follows,
    by,
    at,
    send,
  })
  // Only alerts of items are unique in anything.
  if (id === null) throw new Error('an alert without an item met a conflict')
  await recordPress(tx, { alertId: id, by, action: send ? 'send' : 'create', at, people })
  if (send) await stopReplaced(tx, { id, kind, followsId: follows?.id ?? null, by, at })
  return { kind: 'created', id }
}

function completeFrom(follows: Alert, input: AlertInput): AlertInput {
  return {
    ...input,
    topics: input.topics ?? follows.topics,
    language: input.language ?? follows.language,
    sourceName: input.sourceName ?? follows.sourceName,
  }
}

async function hasStory(tx: Tx, id: number): Promise<boolean> {
  return (await tx.selectFrom('stories').select('id').where('id', '=', id).executeTakeFirst()) !== undefined
}
