/**
 * Settles with the other processes, in the transaction that holds the rows of all scopes that anything is to
 * be done for: paces fall, slots are drawn, shares are renewed. What that gave counts once it is committed.
 */
import type { RawBuilder } from 'kysely'
import type { Store, Tx } from '../../store/index.ts'
import { type Budget, paceOf } from './budget.ts'
import { type Draw, drawSlots, horizonMs } from './draw-slots.ts'
import { type FallRow, fall, fallenBy, joinFall } from './falls.ts'
import { type HeldRow, holdRows, writeRows } from './pace-rows.ts'
import { budgetOf, type PaceState } from './pace-state.ts'
import type { PacesTable } from './schema.ts'
import { renewShares, type Share } from './shares.ts'

export interface Plan {
  /** Of each of them `paces` has a row, or had one. */
  scopes: readonly string[]
  /** Scopes that push back. */
  falling: ReadonlySet<string>
  /** How many slots to draw. */
  wants: ReadonlyMap<string, number>
  shares: readonly Share[]
}

export interface Settling {
  store: Pick<Store, 'kind' | 'words'>
  state: PaceState
  process: string
  now: () => RawBuilder<number>
  localNow(): number
}

interface Settled {
  /** What the shared time is ahead of ours; null: no row was there. */
  offsetMs: number | null
  /** Scopes whose row is gone. */
  missing: readonly string[]
  /** To be called after the commit. */
  apply(): void
}

export async function settle(tx: Tx, settling: Settling, plan: Plan): Promise<Settled> {
  const { store, state, process } = settling
  const rows = await holdRows(tx, store, plan.scopes, settling.now())
  const localAt = settling.localNow()
  const at = rows[0]?.now ?? localAt
  const changes = rows.map(row => changeOf(state, plan, row, at))
  await writeRows(
    tx,
    store.words,
    changes.filter(change => change.written).map(change => change.row),
  )
  const there = new Set(rows.map(row => row.scope))
  const shares = plan.shares.filter(share => there.has(share.scope))
  const granted = await renewShares(tx, { process, shares, at, localAt })
  const offsetMs = rows.length === 0 ? null : at - localAt
  return {
    offsetMs,
    missing: plan.scopes.filter(scope => !there.has(scope)),
    apply() {
      for (const change of changes) applyChange(state, change, at - localAt)
      granted()
    },
  }
}

interface Change {
  row: PacesTable
  budget: Budget | null
  fell: boolean
  draw: (Draw & { perSecond: number }) | null
  written: boolean
}

function changeOf(state: PaceState, plan: Plan, held: HeldRow, at: number): Change {
  const { budgets, limitsOf, answers, alone } = state
  const { now: _, ...row } = held
  const { scope } = row
  const before: PacesTable = { ...row, ...fallenBy(row, Math.round(at)) }
  const configured = limitsOf(scope).perSecond
  const falling = plan.falling.has(scope)
  const budget = budgets.get(scope) ?? (falling ? budgetOf(state, scope, before) : null)
  if (!budget) return { row, budget, fell: false, draw: null, written: false }
  const measured = { at: Math.round(at), wentPerSecond: answers.wentPerSecond(scope), configured }
  const fallen: FallRow = (falling ? fall(before, measured) : null) ?? joined(budget, before, measured)
  const perSecond = paceOf({ configured, fall: fallen }, at)
  const want = plan.wants.get(scope) ?? 0
  const draw =
    perSecond === null
      ? null
      : { ...drawSlots(before.next_slot_us, { at, perSecond, want, alone }), perSecond }
  const changed = { ...before, ...fallen, next_slot_us: draw?.nextUs ?? before.next_slot_us }
  const written =
    fallen !== before || before.fell_at !== row.fell_at || changed.next_slot_us !== row.next_slot_us
  return { row: changed, budget, fell: changed.fell_at !== budget.joinedFellAt, draw, written }
}

function joined(budget: Budget, row: PacesTable, measured: Parameters<typeof joinFall>[1]): FallRow {
  return row.fell_at === budget.joinedFellAt ? row : joinFall(row, measured)
}

function applyChange({ budgets }: PaceState, { row, budget, fell, draw }: Change, offsetMs: number): void {
  if (!budget) return
  budget.fall = row
  budget.joinedFellAt = row.fell_at
  budgets.set(row.scope, budget)
  // They were drawn at a pace that is no longer.
  if (fell) budget.held.clear()
  if (!draw) return
  const { count, firstUs, nextUs, perSecond } = draw
  budget.held.add({ firstAt: firstUs / 1000 - offsetMs, intervalMs: 1000 / perSecond, count })
  budget.opensAt(nextUs / 1000 - offsetMs - horizonMs)
}
