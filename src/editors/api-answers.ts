/**
 * What a request with an Idempotency-Key was answered, kept for 7 days. `rememberedAnswer`, the act and
 * `rememberAnswer` run in one transaction, so either all of it happened or nothing did.
 *
 * The look-up reserves the key by inserting its row. Of two requests with one key at once on PostgreSQL the
 * second waits at that insert until the first has committed, then finds its answer; when the first rolled
 * back, the second's insert succeeds and it acts itself. On SQLite transactions queue anyway.
 */
import type { Tx } from '../store/index.ts'

export const answersKeptMs = 7 * 24 * 3_600_000
/** No HTTP status: the key is reserved. Stays when the caller chose not to keep the answer. */
const reserved = 0

export interface RequestKey {
  tokenId: number
  /** The Idempotency-Key header, at most 255 characters. */
  key: string
  /** Hex SHA-256 of method, path and body. */
  requestHash: string
  at: number
}

export type RememberedAnswer =
  | { kind: 'none' }
  | { kind: 'same'; status: number; body: string }
  | { kind: 'different' }

/** `none`: act, then call `rememberAnswer`; the key is held until this transaction ends. */
export async function rememberedAnswer(tx: Tx, request: RequestKey): Promise<RememberedAnswer> {
  if ((await reserve(tx, request)) || (await takeOver(tx, request))) return { kind: 'none' }
  const answer = await tx
    .selectFrom('api_answers')
    .select(['request_hash', 'status', 'body'])
    .where('token_id', '=', request.tokenId)
    .where('idempotency_key', '=', request.key)
    .executeTakeFirst()
  // Purged between the statements: it was too old to count.
  if (!answer) return rememberedAnswer(tx, request)
  if (answer.request_hash !== request.requestHash) return { kind: 'different' }
  return { kind: 'same', status: answer.status, body: answer.body }
}

/** Keeps the answer of the request that `rememberedAnswer` said `none` of, in the same transaction. */
export async function rememberAnswer(
  tx: Tx,
  { tokenId, key, status, body }: Pick<RequestKey, 'tokenId' | 'key'> & { status: number; body: string },
): Promise<void> {
  await tx
    .updateTable('api_answers')
    .set({ status, body })
    .where('token_id', '=', tokenId)
    .where('idempotency_key', '=', key)
    .execute()
}

async function reserve(tx: Tx, { tokenId, key, requestHash, at }: RequestKey): Promise<boolean> {
  const row = await tx
    .insertInto('api_answers')
    .values({
      token_id: tokenId,
      idempotency_key: key,
      request_hash: requestHash,
      status: reserved,
      body: '',
      at,
    })
    .onConflict(conflict => conflict.columns(['token_id', 'idempotency_key']).doNothing())
    .returning('token_id')
    .executeTakeFirst()
  return row !== undefined
}

/** A row that holds no answer, or one that has had its 7 days, counts as none. */
async function takeOver(tx: Tx, { tokenId, key, requestHash, at }: RequestKey): Promise<boolean> {
  const row = await tx
    .updateTable('api_answers')
    .set({ request_hash: requestHash, status: reserved, body: '', at })
    .where('token_id', '=', tokenId)
    .where('idempotency_key', '=', key)
    .where(where => where.or([where('status', '=', reserved), where('at', '<=', at - answersKeptMs)]))
    .returning('token_id')
    .executeTakeFirst()
  return row !== undefined
}
