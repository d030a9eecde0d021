/**
 * The outbox of single mails (confirmation, invitation, test): any stage writes a row in the transaction that
 * makes it necessary; `deliveries` sends it, ahead of alerts and outside their counts.
 */
import type { Tx } from './store.ts'

export interface OutboxMail {
  kind: string
  recipient: string
  subject: string
  text: string
  html: string | null
  /** BCP 47. */
  language: string
  /** Without angle brackets; made once, so that a second attempt is the same message. */
  messageId: string
  /** Epoch milliseconds. */
  at: number
  /** Further headers, of printable ASCII. */
  headers?: Readonly<Record<string, string>>
  /** Whose it is: not sent once they left or are suppressed, and not in their quiet hours. */
  subscriberId?: number
}

/** Returns its id. */
export async function enqueueMail(tx: Tx, mail: OutboxMail): Promise<number> {
  const { id } = await tx
    .insertInto('outbox')
    .values({
      kind: mail.kind,
      recipient: mail.recipient,
      subject: mail.subject,
      text: mail.text,
      html: mail.html,
      language: mail.language,
      message_id: mail.messageId,
      state: 'queued',
      attempts: 0,
      created_at: mail.at,
      next_attempt_at: mail.at,
      lease_until: null,
      started_at: null,
      answer: null,
      headers: mail.headers ? JSON.stringify(mail.headers) : null,
      subscriber_id: mail.subscriberId ?? null,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  tx.wake('outbox')
  return id
}
