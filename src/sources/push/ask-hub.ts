/**
 * One request to a hub (WebSub §5.1), and what is written down of it. The hub may verify before it answers, so
 * the row expects that already, and what was verified meanwhile is never undone by what the answer says.
 */
import type { Secrets } from '../../config.ts'
import { TocsinError } from '../../errors.ts'
import type { SafeFetch, SafeResponse } from '../../net/index.ts'
import type { Store } from '../../store/index.ts'
import { retryAfterMs } from '../poll/politeness.ts'
import { callbackPath, hubSecret } from './callback.ts'
import { askedLeaseSeconds } from './confirm-push.ts'
import type { Asking } from './lease-subscriptions.ts'
import { problemOfAnswer, problemOfHub } from './push-words.ts'
import { fail, verifiesWithinMs } from './whats-due.ts'

/** Where hubs reach us, and what our tokens are made with. */
export interface Callbacks {
  publicUrl: string
  secrets: Secrets
}

export type HubAnswer = { ok: true } | { ok: false; problem: string; retryAfterMs: number }

/** A hub answers in a line, if at all. */
const limits = { maxBodyBytes: 64 * 1024, totalTimeoutMs: 15_000 }

/** Only the caller's own abort is thrown. */
export async function askHub(
  { mode, hub, topic, ...owner }: Asking,
  {
    fetch,
    callbacks,
    now,
    signal,
  }: {
    fetch: SafeFetch
    callbacks: Callbacks
    now: () => number
    signal: AbortSignal
  },
): Promise<HubAnswer> {
  const form = {
    'hub.mode': mode,
    'hub.topic': topic,
    'hub.callback': `${callbacks.publicUrl}${callbackPath(callbacks.secrets, owner)}`,
    ...(mode === 'subscribe'
      ? {
          'hub.secret': hubSecret(callbacks.secrets, owner),
          'hub.lease_seconds': String(askedLeaseSeconds),
        }
      : {}),
  }
  try {
    return judgeAnswer(await fetch(hub, { form, limits, signal }), now())
  } catch (error) {
    signal.throwIfAborted()
    if (error instanceof TocsinError)
      return { ok: false, problem: problemOfHub(error.message), retryAfterMs: 0 }
    throw error
  }
}

/** 202 by the recommendation; hubs of the years before it answer 204. */
function judgeAnswer({ status, headers }: SafeResponse, at: number): HubAnswer {
  if (status >= 200 && status < 300) return { ok: true }
  return { ok: false, problem: problemOfAnswer(status), retryAfterMs: retryAfterMs(headers, at) ?? 0 }
}

export async function recordAnswer(
  store: Store,
  { id, askedAt, mode }: Asking,
  answer: HubAnswer,
  { at, random }: { at: number; random: () => number },
): Promise<void> {
  await store.write(async tx => {
    const row = await tx
      .selectFrom('push_subscriptions')
      .selectAll()
      .where('id', '=', id)
      .where('asked_at', '=', askedAt)
      .$if(store.kind === 'postgres', query => query.forUpdate())
      .executeTakeFirst()
    if (!row) return
    const verified = row.verified_at !== null && row.verified_at >= askedAt
    const changes =
      // What is given back is looked at once more, whatever the hub says.
      verified || mode === 'unsubscribe'
        ? {}
        : answer.ok
          ? { accepted_at: at, due_at: at + verifiesWithinMs }
          : fail(row, answer.problem, { at, random, retryAfterMs: answer.retryAfterMs }).changes
    await tx
      .updateTable('push_subscriptions')
      .set({ ...changes, taken_until: null })
      .where('id', '=', id)
      .execute()
  })
}
