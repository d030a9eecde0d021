/**
 * Whether this process reaches anything at all. When the network goes, all sources fail at once: that is one outage of
 * ours, and none of any source's. It is ours when sources of several hosts, each of them well until then, fail one after
 * the other before any answer came, and none comes for a while: of one large host that is down others answer meanwhile.
 */
import { isLoopbackHost } from '../../loopback.ts'
import type { ProblemKind } from '../health/index.ts'

const fewestHosts = 3
const longEnoughMs = 30_000
const probeEveryMs = 5_000

/** What comes when there is no way out. A certificate, or an answer that is none, came from somewhere. */
const ways: ReadonlySet<ProblemKind> = new Set(['name', 'refused', 'unreachable', 'timeout', 'connection'])

export interface Tried {
  host: string
  /** The source was well at the look before. */
  wasWell: boolean
  /** What kept it from an answer; null: one came, whatever it said. */
  unanswered: ProblemKind | null
}

export interface Reach {
  /** Since when nothing is reached; null: something is. */
  lostSince(): number | null
  /** True where the outage is to blame, not the source. */
  note(tried: Tried): boolean
  /** While nothing is reached, one source at a time is tried: how many may be now. */
  probes(): number
  probeEveryMs: number
}

export function createReach(now: () => number): Reach {
  const hosts = new Set<string>()
  let failingSince = 0
  let nextProbeAt = 0
  const isLost = () => hosts.size >= fewestHosts && now() - failingSince >= longEnoughMs
  return {
    lostSince: () => (isLost() ? failingSince : null),
    note({ host, wasWell, unanswered }) {
      // What runs on this very machine says nothing of the way out.
      if (isLoopbackHost(host.replace(/:\d+$/, ''))) return false
      if (unanswered === null) hosts.clear()
      else if (ways.has(unanswered) && wasWell && hosts.size < fewestHosts) {
        if (hosts.size === 0) failingSince = now()
        hosts.add(host)
      }
      return unanswered !== null && ways.has(unanswered) && isLost()
    },
    probes() {
      if (now() < nextProbeAt && nextProbeAt - now() <= probeEveryMs) return 0
      nextProbeAt = now() + probeEveryMs
      return 1
    },
    probeEveryMs,
  }
}
