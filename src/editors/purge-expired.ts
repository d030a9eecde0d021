import type { Tx } from '../store/index.ts'
import { answersKeptMs } from './api-answers.ts'

/** So long a dead link is still told apart from one that never was. */
const invitationsKeptMs = 30 * 24 * 3_600_000

/** Answers, sessions and invitations that have had their time, at most `limit` of each. Returns how many went. */
export async function purgeExpired(tx: Tx, { at, limit }: { at: number; limit: number }): Promise<number> {
  const answers = await tx
    .deleteFrom('api_answers')
    .where(({ eb, refTuple, selectFrom }) =>
      eb(
        refTuple('token_id', 'idempotency_key'),
        'in',
        selectFrom('api_answers')
          .select(['token_id', 'idempotency_key'])
          .where('at', '<=', at - answersKeptMs)
          .orderBy('at')
          .limit(limit)
          .$asTuple('token_id', 'idempotency_key'),
      ),
    )
    .executeTakeFirst()
  const over = (table: 'editor_sessions' | 'editor_invitations', before: number) =>
    tx
      .selectFrom(table)
      .select('token_hash')
      .where('expires_at', '<=', before)
      .orderBy('expires_at')
      .limit(limit)
  const sessions = await tx
    .deleteFrom('editor_sessions')
    .where('token_hash', 'in', over('editor_sessions', at))
    .executeTakeFirst()
  const invitations = await tx
    .deleteFrom('editor_invitations')
    .where('token_hash', 'in', over('editor_invitations', at - invitationsKeptMs))
    .executeTakeFirst()
  return Number(answers.numDeletedRows + sessions.numDeletedRows + invitations.numDeletedRows)
}
