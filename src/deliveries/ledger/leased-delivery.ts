/** A delivery in a sender's hands. Only the holder of its lease changes it, so what is read here stays true. */

export interface LeasedDelivery {
  readonly kind: 'delivery'
  readonly id: number
  readonly alertId: number
  readonly subscriberId: number
  readonly attempts: number
  readonly firstAttemptAt: number | null
  readonly doubtedAt: number | null
  readonly resent: boolean
  /** Renewed while it is held; the ledger ignores whoever comes with another value. */
  leaseUntil: number
}

/** Where a delivery goes that was leased and not tried: what it was before. */
export function stateBefore(
  delivery: Pick<LeasedDelivery, 'attempts' | 'doubtedAt'>,
): 'queued' | 'deferred' | 'uncertain' {
  if (delivery.doubtedAt !== null) return 'uncertain'
  return delivery.attempts > 0 ? 'deferred' : 'queued'
}
