/** One alarm where a watcher reaches nothing, in the log and on the desk, instead of one for each of its sources. */
import type { Logger } from 'pino'
import type { Clock } from '../../clock.ts'
import type { Store } from '../../store/index.ts'
import type { LeasedSource } from '../poll/lease-sources.ts'
import type { Reading } from '../poll/read-source.ts'
import { createReach } from './reach.ts'
import { endOutage, putOff } from './record-outage.ts'

export interface OwnOutage {
  isOn(): boolean
  /** While it is on one source at a time is tried: how many may be now. */
  probes(): number
  probeEveryMs: number
  /** True: it is to blame for what came of a look, and the source is put off as it was. */
  isToBlame(source: LeasedSource, reading: Reading): Promise<boolean>
}

export function createOwnOutage(
  { store, clock, log }: { store: Store; clock: Clock; log: Logger },
  /** The process's name. */
  watcher: string,
): OwnOutage {
  const reach = createReach(clock.now)
  let told = false
  return {
    isOn: () => reach.lostSince() !== null,
    probes: reach.probes,
    probeEveryMs: reach.probeEveryMs,
    async isToBlame(source, reading) {
      const isUnanswered = reading.kind === 'failed' && reading.answer === null
      const unanswered = isUnanswered ? reading.problem.kind : null
      const isOurs = reach.note({ host: source.host, wasWell: source.failures === 0, unanswered })
      const since = reach.lostSince()
      if (isOurs && since !== null) {
        if (!told) log.error('no source is reached any more, of whatever host: look at the network')
        told = true
        await putOff(store, source, { watcher, since, at: clock.now() })
      } else if (told && since === null) {
        told = false
        log.info('sources are reached again')
        await endOutage(store, watcher)
      }
      return isOurs
    },
  }
}
