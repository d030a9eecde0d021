/**
 * Whether the relay is worth asking right now. After a failure it stays shut for a pause that grows from a
 * second to a minute; then one message is tried, and the gate opens wide once a relay answers again.
 */
import { type Clock, hasPassed } from '../../clock.ts'
import { fractionOf } from '../retry-schedule.ts'

export interface RelayProblem {
  /** In words, without an address or a credential. */
  reason: string
  /** True: it takes a changed setting. */
  permanent: boolean
  since: number
}

export interface RelayGate {
  /** How long it stays shut, in milliseconds; 0: it is open. */
  shutForMs(): number
  /** How many messages may be tried: one while it is in doubt. */
  readonly room: number
  failed(reason: string, permanent: boolean): void
  worked(): void
  readonly problem: RelayProblem | null
}

const firstPauseMs = 1_000
const longestPauseMs = 60_000
const tellWellEveryMs = 60_000

export function createRelayGate(
  { clock, random }: { clock: Clock; random(bytes: number): Uint8Array },
  onChange: (problem: RelayProblem | null) => void,
): RelayGate {
  let failures = 0
  let shut = { at: 0, forMs: 0 }
  let toldWellAt = Number.NEGATIVE_INFINITY
  let problem: RelayProblem | null = null
  const shutForMs = () => {
    const now = clock.now()
    return hasPassed(shut.forMs, shut.at, now) ? 0 : shut.at + shut.forMs - now
  }
  return {
    shutForMs,
    get room() {
      return failures === 0 ? Number.POSITIVE_INFINITY : 1
    },
    get problem() {
      return problem
    },
    failed(reason, permanent) {
      const at = clock.now()
      // Connections that fail together count once.
      if (shutForMs() > 0) return
      const pause = Math.min(firstPauseMs * 2 ** failures, longestPauseMs)
      failures += 1
      shut = { at, forMs: Math.round(pause * (1 + fractionOf(random) / 10)) }
      problem = { reason, permanent, since: problem?.since ?? at }
      onChange(problem)
    },
    worked() {
      const at = clock.now()
      if (failures === 0 && !hasPassed(tellWellEveryMs, toldWellAt, at)) return
      // A problem that another process recorded, which may be no more, is over too: mail leaves.
      toldWellAt = at
      failures = 0
      shut = { at: 0, forMs: 0 }
      problem = null
      onChange(null)
    },
  }
}
