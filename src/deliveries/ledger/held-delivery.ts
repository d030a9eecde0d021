/**
 * What a sender has in its hands. A claim is a lease on many deliveries at once: on a chunk of an audience, or on
 * some that wait on their own. It keeps others away, and no more than that: what makes a message start exactly
 * once is the ledger's own compare-and-set (`start-deliveries.ts`).
 */

export interface Claim {
  readonly alertId: number
  /** The chunk's number; null: it is on deliveries that wait on their own. */
  readonly chunk: number | null
  /** Renewed while anything of it is held; the ledger ignores whoever comes with another value. */
  leaseUntil: number
  /** Its deliveries, that were neither ended nor given back. */
  readonly held: Set<HeldDelivery>
  /** Some were given back as they were, so the chunk is not done. */
  givenBack: boolean
}

export interface HeldDelivery {
  readonly kind: 'delivery'
  readonly id: number
  readonly alertId: number
  readonly subscriberId: number
  /** What it was when it was taken; whoever gives it back leaves it so. */
  readonly state: 'queued' | 'deferred' | 'uncertain'
  /** How often it had been started before. */
  readonly turn: number
  readonly attempts: number
  readonly firstAttemptAt: number | null
  readonly doubtedAt: number | null
  readonly resent: boolean
  readonly claim: Claim
}

/** Where a delivery goes that was tried and not by its own fault came to nothing. */
export function stateBefore(delivery: Pick<HeldDelivery, 'attempts' | 'doubtedAt'>): HeldDelivery['state'] {
  if (delivery.doubtedAt !== null) return 'uncertain'
  return delivery.attempts > 0 ? 'deferred' : 'queued'
}
