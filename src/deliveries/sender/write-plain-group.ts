/**
 * What nearly every group of a running alert is: accepted messages out, next ones started. It says exactly what
 * `write-group.ts` says, in the way that costs each database least; whatever it does not settle goes there.
 */
import type { StoreKind } from '../../store/index.ts'
import type { Fence } from '../fence/open-fence.ts'
import type { Claim, HeldDelivery } from '../ledger/held-delivery.ts'
import type { Answer } from './attempt-outcome.ts'
import type { GroupCommitParts, Holdings, Tell, TicketedEntry } from './group-commit.ts'
import { settleByRows } from './settle-by-rows.ts'
import { settleInOneStatement } from './settle-in-one-statement.ts'

type Entry<Kind> = Extract<TicketedEntry, { kind: Kind }> & { held: HeldDelivery }
type End = Entry<'end'> & { outcome: { kind: 'accepted'; reply: Answer } }
type Start = Entry<'start'>

interface PlainParts {
  ends: readonly End[]
  starts: readonly Start[]
  wakes: boolean
}

export interface PlainGroup extends PlainParts {
  at: number
  /** Quiet hours that it is now, as a JSON array. */
  quiet: string
  fenceStep: Fence['step']
}

export interface Settled {
  /** Null: nothing may start. */
  epoch: number | null
  /** Ids of the deliveries that went where they should. */
  done: ReadonlySet<number>
  /** Of an alert nothing is left to do. */
  isOver: boolean
}

/**
 * Null: the group is not plain, and goes the other way, whole.
 * @param wakes Pages are to be told of it, for which PostgreSQL needs the other way.
 */
export function plainParts(
  kind: StoreKind,
  { claims }: Holdings,
  group: readonly TicketedEntry[],
  wakes: boolean,
): PlainParts | null {
  const ends: End[] = []
  const starts: Start[] = []
  let tells = wakes
  const ending = new Map<Claim, number>()
  for (const entry of group) {
    if (isPlainEnd(entry)) {
      ends.push(entry)
      ending.set(entry.held.claim, (ending.get(entry.held.claim) ?? 0) + 1)
    } else if (isPlainStart(entry)) starts.push(entry)
    else if (entry.kind === 'wake') tells = true
    else return null
  }
  if (tells && kind === 'postgres') return null
  const ids = new Set([...ends, ...starts].map(({ held }) => held.id))
  if (ids.size < ends.length + starts.length) return null
  // A claim that ends with this group is closed by the other way.
  for (const claim of claims) if (claim.held.size <= (ending.get(claim) ?? 0)) return null
  return { ends, starts, wakes: tells }
}

function isPlainEnd(entry: TicketedEntry): entry is End {
  return (
    entry.kind === 'end' &&
    entry.held.kind === 'delivery' &&
    entry.started &&
    entry.outcome.kind === 'accepted'
  )
}

function isPlainStart(entry: TicketedEntry): entry is Start {
  return (
    entry.kind === 'start' &&
    entry.held.kind === 'delivery' &&
    !entry.unwanted &&
    entry.held.state === 'queued' &&
    // What waits on its own has a lease of its own, which its start renews. It may have come to wait since it was
    // claimed, so the statement looks as well.
    entry.held.claim.chunk !== null
  )
}

/** Commits; `rest` is what it did not settle, `tell` tells those who wait. */
export async function writePlainGroup(
  { store, clock, fence, people }: GroupCommitParts,
  { ends, starts, wakes }: PlainParts,
): Promise<{ rest: readonly TicketedEntry[]; tell: Tell }> {
  const at = clock.now()
  const quiet = await people.quietNow.json(store.read, at)
  const group: PlainGroup = { ends, starts, wakes, at, quiet, fenceStep: fence.step }
  const settled =
    store.kind === 'sqlite'
      ? await settleByRows(store, group, fence)
      : await settleInOneStatement(store, group)
  const { epoch, done, isOver } = settled
  const rest: TicketedEntry[] = [...ends, ...starts].filter(({ held }) => !done.has(held.id))
  // Whoever waits for the alert's end is told by the other way.
  if (isOver) rest.push({ kind: 'settled' })
  const tell: Tell = halted => {
    if (epoch !== null) fence.note(epoch)
    for (const { held } of ends) if (done.has(held.id)) held.claim.held.delete(held)
    for (const { held, decided } of starts)
      if (done.has(held.id)) decided(halted.has(held.alertId) ? 'late' : 'started')
  }
  return { rest, tell }
}
