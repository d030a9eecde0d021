import type { Tx } from '../store/index.ts'
import { answersKeptMs } from './api-answers.ts'

/** So long a dead link is still told apart from one that never was. */
const invitationsKeptMs = 30 * 24 * 3_600_000

/** Deletes answers, sessions and invitations that have had their time; called now and then. */
export async function purgeExpired(tx: Tx, at: number): Promise<void> {
  await tx
    .deleteFrom('api_answers')
    .where('at', '<=', at - answersKeptMs)
    .execute()
  await tx.deleteFrom('editor_sessions').where('expires_at', '<=', at).execute()
  await tx
    .deleteFrom('editor_invitations')
    .where('expires_at', '<=', at - invitationsKeptMs)
    .execute()
}
