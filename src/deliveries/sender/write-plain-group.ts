/**
 * Commits a plain group. It says exactly what `write-group.ts` says, in the way that costs each database least; whatever
 * it does not settle goes there.
 */
import type { GroupCommitParts, Tell, TicketedEntry } from './group.ts'
import type { PlainGroup, PlainParts } from './plain-group.ts'
import { settleByRows } from './settle-by-rows.ts'
import { settleInOneStatement } from './settle-in-one-statement.ts'

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
