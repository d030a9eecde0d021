/**
 * The books against the wire after some kills: for each reader what the ledger says, beside the copies that the
 * sink accepted. A copy is exposed when the ledger does not know of it: it is, or may become, a doubled one.
 */
import assert from 'node:assert/strict'
import type { BegunMail, CountedSink } from './counted-sink.ts'
import type { Kill } from './kill-at-random.ts'
import type { LedgerRow } from './store-rows.ts'

export interface Verdict {
  doubled: number
  exposed: number
  inFlight: number
  /** Exposed although another message had begun after it: its answer was read, and not in the books yet. */
  answered: number
  doubted: number
  resent: number
}

export function judgeCopies(
  ledger: ReadonlyMap<string, LedgerRow>,
  sink: Pick<CountedSink, 'accepted'>,
  kills: readonly Kill[],
): Verdict {
  const copies = Map.groupBy(sink.accepted, ({ recipient }) => recipient)
  for (const recipient of copies.keys()) assert.ok(ledger.has(recipient), `${recipient} is in no audience`)
  for (const row of ledger.values()) judgeReader(row, copies.get(row.recipient) ?? [])
  const rows = [...ledger.values()]
  const exposed = rows.flatMap(row => exposedOf(row, copies.get(row.recipient) ?? []))
  judgeKills(exposed, kills)
  return {
    doubled: [...copies.values()].filter(({ length }) => length > 1).length,
    exposed: exposed.length,
    inFlight: kills.reduce((sum, { inFlight }) => sum + inFlight, 0),
    answered: exposed.filter(mail => mail.connection.begun.at(-1) !== mail).length,
    doubted: rows.filter(({ doubtedAt }) => doubtedAt !== null).length,
    resent: rows.filter(({ resent }) => resent === 1).length,
  }
}

function judgeReader({ recipient, state, doubtedAt, resent }: LedgerRow, copies: readonly BegunMail[]): void {
  if (state === 'accepted')
    assert.ok(copies.length > 0, `promise 1: ${recipient} is accepted and has nothing`)
  if (copies.length > 0 && doubtedAt === null)
    assert.ok(
      ['accepted', 'sending', 'uncertain'].includes(state),
      `promise 2: ${recipient} has it, and the books say ${state}`,
    )
  const [first, second] = copies
  if (!first || !second) return
  assert.equal(copies.length, 2, `promise 2: ${recipient} has ${copies.length} copies`)
  assert.equal(first.accepted?.messageId, second.accepted?.messageId, 'promise 2: one Message-ID')
  assert.equal(resent, 1, `promise 2: ${recipient} was doubled and is not counted as sent again`)
  assert.ok(
    doubtedAt !== null && doubtedAt <= second.begunAt,
    `promise 2: ${recipient} was doubled and had not been marked uncertain`,
  )
}

function exposedOf({ state }: LedgerRow, copies: readonly BegunMail[]): readonly BegunMail[] {
  return state === 'accepted' ? copies.slice(0, -1) : copies
}

/** Each kill may expose as many messages as were in flight then, and nothing else may. */
function judgeKills(exposed: readonly BegunMail[], kills: readonly Kill[]): void {
  const byKill = Map.groupBy(exposed, ({ connection }) => kills.find(({ broken }) => broken.has(connection)))
  for (const [kill, mails] of byKill) {
    const recipients = mails.map(({ recipient }) => recipient).join(', ')
    assert.ok(kill, `promise 2: no kill broke the connection of ${recipients}`)
    assert.ok(
      mails.length <= kill.inFlight,
      `promise 2: ${mails.length} exposed by a kill with ${kill.inFlight} in flight: ${recipients}`,
    )
  }
}
