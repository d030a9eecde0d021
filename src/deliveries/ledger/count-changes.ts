/**
 * What a transaction changes in the counts of `audiences`: collected while rows move from state to state, and
 * applied once at its end, alert by alert in the order of their ids. Whoever moves rows holds their locks
 * before any counts, so that no two transactions can wait for each other.
 */
import { run, type StoreKind, statement, type Tx } from '../../store/index.ts'
import { type AudienceCounts, type DeliveryState, deliveryStates } from '../schema.ts'

interface Change {
  states: Record<DeliveryState, number>
  audience: number
  resent: number
  held: number
  acceptedAt: number | null
}

export class CountChanges {
  readonly #changes = new Map<number, Change>()

  /** One delivery went from a state to another; `null`: it is new. */
  move(alertId: number, from: DeliveryState | null, to: DeliveryState): void {
    const change = this.#of(alertId)
    change.states[to] += 1
    if (from === null) change.audience += 1
    else change.states[from] -= 1
  }

  /** As many new deliveries at once. */
  add(alertId: number, to: DeliveryState, count: number): void {
    const change = this.#of(alertId)
    change.states[to] += count
    change.audience += count
  }

  resent(alertId: number): void {
    this.#of(alertId).resent += 1
  }

  /** Kept for a digest: apart from the states. */
  held(alertId: number): void {
    this.#of(alertId).held += 1
  }

  accepted(alertId: number, at: number): void {
    const change = this.#of(alertId)
    change.acceptedAt = Math.max(change.acceptedAt ?? at, at)
  }

  /** The last thing a transaction does; returns the counts as they are now. */
  async apply(tx: Tx, kind: StoreKind): Promise<AudienceCounts[]> {
    const changed = [...this.#changes].sort(([one], [other]) => one - other)
    const counts: AudienceCounts[] = []
    for (const [alertId, change] of changed) counts.push(await applyChange(tx, kind, alertId, change))
    return counts
  }

  #of(alertId: number): Change {
    const known = this.#changes.get(alertId)
    if (known) return known
    const states = Object.fromEntries(deliveryStates.map(state => [state, 0]))
    // Object.fromEntries forgets that every state is among its keys.
    const change = {
      states: states as Record<DeliveryState, number>,
      audience: 0,
      resent: 0,
      held: 0,
      acceptedAt: null,
    }
    this.#changes.set(alertId, change)
    return change
  }
}

const applyRow = statement<AudienceCounts>(
  'count-changes',
  () => `
    update audiences set audience = audience + ?, resent = resent + ?, held = held + ?,
      ${deliveryStates.map(state => `${state} = ${state} + ?`).join(', ')},
      first_accepted_at = coalesce(first_accepted_at, cast(? as bigint)),
      last_accepted_at = coalesce(cast(? as bigint), last_accepted_at)
    where alert_id = ? returning *`,
)

async function applyChange(
  tx: Tx,
  kind: StoreKind,
  alertId: number,
  { states, audience, resent, held, acceptedAt }: Change,
): Promise<AudienceCounts> {
  const moved = deliveryStates.map(state => states[state])
  const parameters = [audience, resent, held, ...moved, acceptedAt, acceptedAt, alertId]
  const [counts] = await run(tx, kind, applyRow, parameters)
  if (!counts) throw new Error(`alert ${alertId} has deliveries but no audience row`)
  return counts
}
