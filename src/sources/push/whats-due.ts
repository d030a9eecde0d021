/** What to do about a subscription whose time has come: a pure function of its row. */
import type { Selectable, Updateable } from 'kysely'
import { renewedAtMostEveryMs } from './confirm-push.ts'
import { afresh, nextHub, parseHubs } from './hubs.ts'
import { problemOfLapse, problemOfReach, problemOfSilentVerification } from './push-words.ts'
import { canReach } from './reach.ts'
import type { PushSubscriptionsTable } from './schema.ts'

const secondMs = 1_000
const minuteMs = 60 * secondMs
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

/** Hubs verify within seconds; a busy one has as long as this before we ask again. */
export const verifiesWithinMs = 15 * minuteMs
/** What was asked may be verified for so long, asked again meanwhile or not. */
const pendingMs = hourMs
/** Longer than the guarded fetch takes at most. */
const takenMs = 45 * secondMs
const shortestPauseMs = minuteMs
const longestPauseMs = 12 * hourMs
const failuresPerHub = 3

export type Due =
  | { kind: 'ask'; mode: 'subscribe' | 'unsubscribe'; changes: Updateable<PushSubscriptionsTable> }
  /** `lapsed`: what the hub would have pushed is looked for at the source. */
  | { kind: 'wait'; lapsed: boolean; changes: Updateable<PushSubscriptionsTable> }
  | { kind: 'drop' }

export interface DueContext {
  at: number
  publicUrl: string
  /** From 0 to less than 1. */
  random: () => number
}

/** `watched` false: nobody wants what the source publishes any more. */
export function whatsDue(
  row: Selectable<PushSubscriptionsTable>,
  { watched, ...context }: DueContext & { watched: boolean },
): Due {
  const { at, publicUrl } = context
  if (row.state === 'leaving') return leave(row, at)
  if (!watched) return leave({ ...row, pending_until: null }, at)
  if (row.withdrawn_at !== null) return runOut(row, at)
  if (!canReach(row.hub, publicUrl)) {
    const nowhere = { ...afresh(row.hub), callback_origin: publicUrl, problem: problemOfReach }
    return { kind: 'wait', lapsed: false, changes: { ...nowhere, due_at: at + dayMs } }
  }
  if (row.state === 'active' && (row.lease_expires_at ?? 0) <= at)
    return {
      kind: 'wait',
      lapsed: true,
      changes: {
        ...{ state: 'wanted', problem: problemOfLapse },
        due_at: Math.max(at, (row.asked_at ?? 0) + renewedAtMostEveryMs),
      },
    }
  if (row.accepted_at !== null && !isVerified(row)) return fail(row, problemOfSilentVerification, context)
  return ask('subscribe', { at, publicUrl })
}

/** The request failed, or nothing came of it. */
export function fail(
  row: Selectable<PushSubscriptionsTable>,
  problem: string,
  { at, random, retryAfterMs = 0 }: Pick<DueContext, 'at' | 'random'> & { retryAfterMs?: number },
): Extract<Due, { kind: 'wait' }> {
  const failures = row.failures + 1
  const pause = Math.min(shortestPauseMs * 2 ** Math.min(failures - 1, 16), longestPauseMs)
  const next = at + Math.round(Math.max(pause * (0.8 + 0.4 * random()), retryAfterMs))
  const holds = row.state === 'active' && row.lease_expires_at !== null
  const dueAt = holds ? Math.min(next, row.lease_expires_at ?? next) : next
  const hubs = parseHubs(row.hubs)
  const turns = !holds && hubs.length > 1 && failures % failuresPerHub === 0
  return {
    kind: 'wait',
    lapsed: false,
    changes: {
      ...(turns ? afresh(nextHub(hubs, row.hub)) : {}),
      ...{ failures, problem, accepted_at: null, due_at: dueAt },
    },
  }
}

function ask(
  mode: 'subscribe' | 'unsubscribe',
  { at, publicUrl }: { at: number; publicUrl: string },
): Extract<Due, { kind: 'ask' }> {
  const changes = {
    asked_at: at,
    accepted_at: null,
    pending_until: at + pendingMs,
    taken_until: at + takenMs,
    callback_origin: publicUrl,
  }
  return { kind: 'ask', mode, changes }
}

/** It is given back once; a hub that does not hear that finds the door closed (410), and may end it by itself. */
function leave(row: Selectable<PushSubscriptionsTable>, at: number): Due {
  if (row.verified_at === null || row.pending_until !== null) return { kind: 'drop' }
  const publicUrl = row.callback_origin ?? ''
  const { mode, changes } = ask('unsubscribe', { at, publicUrl })
  return { kind: 'ask', mode, changes: { ...changes, state: 'leaving', due_at: at + pendingMs } }
}

/** The source names no hub any more: what was promised is taken to its end. */
function runOut(row: Selectable<PushSubscriptionsTable>, at: number): Due {
  const endsAt = row.state === 'active' ? (row.lease_expires_at ?? at) : at
  return endsAt <= at ? { kind: 'drop' } : { kind: 'wait', lapsed: false, changes: { due_at: endsAt } }
}

function isVerified({ asked_at, verified_at }: Selectable<PushSubscriptionsTable>): boolean {
  return verified_at !== null && verified_at >= (asked_at ?? 0)
}
