/** What nearly every group of a running alert is: accepted messages out, next ones started, and nothing else. */
import type { StoreKind } from '../../store/index.ts'
import type { Fence } from '../fence/open-fence.ts'
import type { Claim, HeldDelivery } from '../ledger/held-delivery.ts'
import type { Answer } from './attempt-outcome.ts'
import type { Holdings, TicketedEntry } from './group.ts'

type Entry<Kind> = Extract<TicketedEntry, { kind: Kind }> & { held: HeldDelivery }
type End = Entry<'end'> & { outcome: { kind: 'accepted'; reply: Answer } }
type Start = Entry<'start'>

export interface PlainParts {
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
