/**
 * What a transaction changes in the counts of `audiences`: collected while rows move from state to state, and
 * applied once at its end, alert by alert in the order of their ids. Whoever moves rows holds their locks
 * before any counts, so that no two transactions can wait for each other.
 */
import { sql } from 'kysely'
import type { Tx } from '../../store/index.ts'
import { type AudiencesTable, type DeliveryState, deliveryStates } from '../schema.ts'

interface Change {
  states: Record<DeliveryState, number>
  audience: number
  resent: number
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

  accepted(alertId: number, at: number): void {
    const change = this.#of(alertId)
    change.acceptedAt = Math.max(change.acceptedAt ?? at, at)
  }

  /** The last thing a transaction does; returns the counts as they are now. */
  async apply(tx: Tx): Promise<AudiencesTable[]> {
    const changed = [...this.#changes].sort(([one], [other]) => one - other)
    const counts: AudiencesTable[] = []
    for (const [alertId, change] of changed) counts.push(await applyChange(tx, alertId, change))
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
      acceptedAt: null,
    }
    this.#changes.set(alertId, change)
    return change
  }
}

async function applyChange(
  tx: Tx,
  alertId: number,
  { states, audience, resent, acceptedAt }: Change,
): Promise<AudiencesTable> {
  const sums = deliveryStates.map(state => sql`${sql.ref(state)} = ${sql.ref(state)} + ${states[state]}`)
  const accepted = sql`cast(${acceptedAt} as bigint)`
  const { rows } = await sql<AudiencesTable>`
    update audiences set audience = audience + ${audience}, resent = resent + ${resent}, ${sql.join(sums)},
      first_accepted_at = coalesce(first_accepted_at, ${accepted}),
      last_accepted_at = case when last_accepted_at is null or last_accepted_at < ${accepted}
        then ${accepted} else last_accepted_at end
    where alert_id = ${alertId} returning *`.execute(tx)
  const [counts] = rows
  if (!counts) throw new Error(`alert ${alertId} has deliveries but no audience row`)
  return counts
}
