/** A row of the outbox in a sender's hands. */
export interface LeasedMail {
  readonly kind: 'mail'
  readonly id: number
  readonly recipient: string
  readonly subject: string
  readonly text: string
  readonly html: string | null
  /** BCP 47. */
  readonly language: string
  readonly messageId: string
  readonly headers: Readonly<Record<string, string>>
  /** Whose it is; null: it goes in any case. */
  readonly subscriberId: number | null
  readonly attempts: number
  readonly createdAt: number
  readonly doubtedAt: number | null
  /** Renewed while it is held; whoever comes with another value is ignored. */
  leaseUntil: number
}
