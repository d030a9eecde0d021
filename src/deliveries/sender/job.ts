/** What a sender has in its hands, and the order in which it goes out. */
import type { HeldDelivery } from '../ledger/held-delivery.ts'
import type { LeasedMail } from '../outbox/leased-mail.ts'

export type Held = HeldDelivery | LeasedMail

/** The order of sending: single mails, then alerts by priority. */
export const ranks = ['mail', 'flash', 'breaking', 'developing'] as const

export type Rank = (typeof ranks)[number]

/** One message that waits for a connection, or is on one. */
export type Job = AlertJob | MailJob

interface JobBasis {
  readonly rank: Rank
  /** The recipient's domain as the pace knows it: what is slow or throttled together. */
  readonly scope: string
}

export interface AlertJob extends JobBasis {
  readonly held: HeldDelivery
  /** Where it goes. */
  readonly address: string
  /** The earlier alerts of its thread that this reader was to get, oldest first. */
  readonly references: readonly number[]
  /** Of the words around the alert. */
  readonly language: string
  /** Why this reader gets it, in that language; null: as most do. */
  readonly reason: string | null
  readonly linkGeneration: number
  /** When the alert was. */
  readonly sentAt: number
}

export interface MailJob extends JobBasis {
  readonly held: LeasedMail
}

export const isAlertJob = (job: Job): job is AlertJob => job.held.kind === 'delivery'
