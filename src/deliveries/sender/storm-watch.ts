/**
 * Looks at how an alert's deliveries end, and pauses it when something is badly wrong: a list full of dead
 * addresses, or a relay that refuses us. Going on would cost the sender's good name, and an editor should know.
 * An alert that was resumed starts with a clean sheet.
 */
import type { Clock } from '../../clock.ts'
import type { Claim, HeldDelivery } from '../ledger/held-delivery.ts'
import type { SendOutcome } from '../smtp/index.ts'
import { verdictOf } from '../verdict/verdict.ts'
import { faultOfOurs } from './attempt-outcome.ts'

export interface Watch {
  ended(held: HeldDelivery, outcome: SendOutcome): void
  /** The alerts it looks at. */
  alertIds(): number[]
  /** It is not being sent now: what is still under way of it says nothing any more. */
  rest(alertId: number): void
  forget(alertId: number): void
  /** Work of it was claimed: after a rest it begins anew, and what was claimed before says nothing any more. */
  begin(claim: Claim): void
}

/** Judged over so many of the latest outcomes, and not before there are so many. */
const looksAt = 1_000
const notBefore = 100
/** One in twenty. */
const stormShare = 0.05
/** Where more than half is refused there is no need to see so many. */
const plainFrom = 30
/** More than are being sent at a time. */
const sheetsKept = 100

export interface Storm {
  alertId: number
  /** For the desk. */
  reason: string
  /** Since when its outcomes were looked at. */
  since: number
}

/** @param onStorm Called once an alert, until it begins anew. */
export function createStormWatch(clock: Clock, onStorm: (storm: Storm) => void): Watch {
  const sheets = new Map<number, Sheet>()
  return {
    ended({ alertId, claim }, outcome) {
      const sheet = sheets.get(alertId)
      const reason = sheet?.claims.has(claim) ? sheet.add(outcome) : null
      if (sheet && reason !== null) onStorm({ alertId, reason, since: sheet.since })
    },
    alertIds: () => [...sheets.keys()],
    rest: alertId => sheets.get(alertId)?.close(),
    forget: alertId => void sheets.delete(alertId),
    begin(claim) {
      const known = sheets.get(claim.alertId)
      const sheet = !known || known.closed ? new Sheet(clock.now()) : known
      sheet.claims.add(claim)
      sheets.set(claim.alertId, sheet)
      // Of the oldest there is nothing to say any more.
      for (const oldest of sheets.keys()) if (sheets.size > sheetsKept) sheets.delete(oldest)
    },
  }
}

/** The latest outcomes of one alert: why each was refused, null for those that were not. */
class Sheet {
  /** What was claimed since it began. */
  readonly claims = new WeakSet<Claim>()
  readonly since: number
  readonly #latest: (string | null)[] = []
  #place = 0
  #refused = 0
  #closed = false

  constructor(since: number) {
    this.since = since
  }

  get closed(): boolean {
    return this.#closed
  }

  close(): void {
    this.#closed = true
  }

  add(outcome: SendOutcome): string | null {
    // A connection that failed has its own place: the relay's gate.
    if (outcome.kind === 'withdrawn' || faultOfOurs(outcome)) return null
    const reason = outcome.kind === 'refused' ? whatIsWrong(outcome) : null
    if (this.#latest[this.#place]) this.#refused -= 1
    if (reason !== null) this.#refused += 1
    this.#latest[this.#place] = reason
    this.#place = (this.#place + 1) % looksAt
    const seen = this.#latest.length
    if (this.#closed || !isStorm(seen, this.#refused)) return null
    this.#closed = true
    return `${this.#refused} of the last ${seen} mails were refused; most often ${this.#most()}`
  }

  #most(): string {
    const counts = new Map<string, number>()
    for (const reason of this.#latest) if (reason) counts.set(reason, (counts.get(reason) ?? 0) + 1)
    const [most] = [...counts].toSorted(([, one], [, other]) => other - one)
    return most?.[0] ?? 'for no reason given'
  }
}

function isStorm(seen: number, refused: number): boolean {
  if (seen >= notBefore) return refused >= seen * stormShare
  return seen >= plainFrom && refused > seen / 2
}

/** In words for the desk; null: it says something of one mailbox alone, such as that it is full. */
function whatIsWrong({ reply, reason, step }: Extract<SendOutcome, { kind: 'refused' }>): string | null {
  if (!reply) return reason
  const verdict = verdictOf({ code: reply.code, status: reply.enhanced, text: reply.text, step })
  if (verdict.kind === 'soft') return null
  return `${verdict.reason} (${[reply.code, reply.enhanced].filter(part => part !== null).join(' ')})`
}
