/** When there is anything to settle with the other processes, and what; see `settle.ts` for how. */
import type { RawBuilder } from 'kysely'
import { type Clock, hasPassed } from '../../clock.ts'
import type { Store } from '../../store/index.ts'
import { fractionOf } from '../retry-schedule.ts'
import { type Budget, paceOf } from './budget.ts'
import { fallGapMs, slowedPace } from './falls.ts'
import { createKnownRows, forgetRows, readFallen } from './pace-rows.ts'
import { budgetOf, type PaceState, type SendingNow } from './pace-state.ts'
import { relayScope } from './scopes.ts'
import { type Plan, type Settling, settle } from './settle.ts'
import { endInTime, giveBack, isWanted } from './shares.ts'

export interface TendParts {
  store: Store
  clock: Clock
  random(bytes: number): Uint8Array
  now: () => RawBuilder<number>
  sending: Pick<SendingNow, 'waiting'>
}

/** Between two draws of a process; at random, so that no process is always the one right after another. */
const drawMs = { least: 60, most: 120 } as const
/** How often falls are looked for that other processes wrote. On SQLite all but those of an earlier life are our own. */
const lookMs = { sqlite: Number.POSITIVE_INFINITY, postgres: 1_000 } as const
const forgetMs = 600_000
/** A budget that nobody asked about for so long is forgotten. */
const idleMs = 60_000

export function createTend(
  parts: TendParts,
  state: PaceState,
): { tend(): Promise<void>; stop(): Promise<void> } {
  const { store, clock, random } = parts
  const process = Buffer.from(random(8)).toString('hex')
  const settling: Settling = { store, state, process, now: parts.now, localNow: clock.now }
  const known = createKnownRows(store)
  let offsetMs = 0
  let drawn = { at: Number.NEGATIVE_INFINITY, forMs: 0 }
  let lookedAt = Number.NEGATIVE_INFINITY
  let forgotAt = clock.now()
  let tendedAt = clock.now()
  let running: Promise<void> | null = null

  const look = async (at: number) => {
    if (!hasPassed(lookMs[store.kind], lookedAt, at)) return
    lookedAt = at
    await learnFalls(store, state, at + offsetMs)
  }
  const forget = async (at: number) => {
    if (!hasPassed(forgetMs, forgotAt, at) || known.size === 0) return
    forgotAt = at
    await forgetRows(store, at + offsetMs)
  }
  const run = async () => {
    const at = clock.now()
    if (at < tendedAt) startAnew(state, at)
    tendedAt = at
    state.answers.forget()
    await look(at)
    dropUnlimited(state, at, at + offsetMs)
    const draws = hasPassed(drawn.forMs, drawn.at, at)
    const plan = planOf(state, parts.sending, { at, offsetMs, draws })
    if (plan.scopes.length === 0) return forget(at)
    if (plan.wants.size > 0)
      drawn = { at, forMs: drawMs.least + fractionOf(random) * (drawMs.most - drawMs.least) }
    await known.add(plan.scopes)
    const settled = await store.write(tx => settle(tx, settling, plan))
    settled.apply()
    offsetMs = settled.offsetMs ?? offsetMs
    known.forget(settled.missing)
    for (const scope of plan.falling) state.pushedBack.delete(scope)
    for (const share of plan.shares)
      if (share.granted === 0 && !isWanted(share, clock.now())) state.shares.delete(share.scope)
  }
  return {
    tend() {
      running ??= run().finally(() => {
        running = null
      })
      return running
    },
    async stop() {
      await running?.catch(() => undefined)
      const scopes = [...state.shares.keys()]
      state.shares.clear()
      if (scopes.length > 0) await store.write(tx => giveBack(tx, process, scopes))
    },
  }
}

/** The clock was put back: what is held is for moments that are hours away; fallen paces are read anew. */
function startAnew({ budgets, shares }: PaceState, at: number): void {
  budgets.clear()
  for (const share of shares.values()) endInTime(share, at)
}

/** What other processes, or an earlier life of this one, know to be slowed. */
async function learnFalls(store: Store, state: PaceState, sharedAt: number): Promise<void> {
  const { budgets } = state
  for (const row of await readFallen(store.read)) {
    const budget = budgets.get(row.scope)
    if (budget) budget.fall = row
    else if (slowedPace(row, sharedAt) !== null) budgets.set(row.scope, budgetOf(state, row.scope, row))
  }
}

function dropUnlimited({ budgets }: PaceState, at: number, sharedAt: number): void {
  for (const budget of budgets.values()) {
    const idle = at - budget.askedAt > idleMs && slowedPace(budget.fall, sharedAt) === null
    if (idle || paceOf(budget, sharedAt) === null) budgets.delete(budget.scope)
  }
}

function planOf(
  state: PaceState,
  { waiting }: Pick<SendingNow, 'waiting'>,
  { at, offsetMs, draws }: { at: number; offsetMs: number; draws: boolean },
): Plan {
  const { budgets, shares, answers, pushedBack } = state
  const wants = new Map<string, number>()
  for (const budget of draws ? budgets.values() : []) {
    const want = budget.want(at, paceOf(budget, at + offsetMs) ?? 0, waiting(budget.scope))
    if (want > 0) wants.set(budget.scope, want)
  }
  const relay = draws ? budgets.get(relayScope) : undefined
  const wantOfAll = relay ? wantOfRelay(relay, budgets, wants) : 0
  if (wantOfAll > 0) wants.set(relayScope, wantOfAll)
  const falling = new Set<string>()
  for (const scope of pushedBack) {
    const fellAt = budgets.get(scope)?.fall.fell_at ?? null
    const counted = fellAt !== null && at + offsetMs - fellAt < fallGapMs
    if (counted || !answers.isPushingBack(scope)) pushedBack.delete(scope)
    else falling.add(scope)
  }
  const dueShares = [...shares.values()].filter(share => at >= share.renewAt)
  const scopes = new Set([...wants.keys(), ...falling, ...dueShares.map(share => share.scope)])
  return { scopes: [...scopes], falling, wants, shares: dueShares }
}

/** Each slot of a domain needs one of the relay beside it, or it becomes void. */
function wantOfRelay(
  relay: Budget,
  budgets: PaceState['budgets'],
  wants: ReadonlyMap<string, number>,
): number {
  let needed = 0
  for (const { scope, held } of budgets.values())
    if (scope !== relayScope) needed += held.count + (wants.get(scope) ?? 0)
  return Math.max(wants.get(relayScope) ?? 0, needed - relay.held.count)
}
