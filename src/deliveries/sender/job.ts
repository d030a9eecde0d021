import type { LeasedDelivery } from '../ledger/leased-delivery.ts'
import type { LeasedMail } from '../outbox/leased-mail.ts'

/** What a sender holds a lease on. */
export type Job = LeasedDelivery | LeasedMail

/** The message is not dot-stuffed. */
export interface PlainEnvelope {
  from: string
  to: string
  bytes: Uint8Array
}

/** The order of sending: single mails, then alerts by priority. */
export const ranks = ['mail', 'flash', 'breaking', 'developing'] as const

export type Rank = (typeof ranks)[number]

export interface ReadyJob {
  job: Job
  rank: Rank
  /** Built when its turn comes; null: there is nobody to send it to. Throws when it cannot be written. */
  envelope(): Promise<PlainEnvelope | null>
}
