/**
 * Tells of sources that could not be read when they were looked at for the first time: many at once, as after an import or
 * a first start without a network, are one line with how many and why. Of one alone it is the line that any source has.
 */
import type { Logger } from 'pino'
import { type Clock, hasPassed } from '../../clock.ts'
import type { Problem, ProblemKind } from '../health/index.ts'

/** After the last of them; a host with many of them is asked for one after the other. */
const quietMs = 5_000
const longestGatherMs = 30_000

interface About {
  source: number
  host: string
}

export interface FirstLooks {
  failed(about: About, problem: Problem | null): void
  /** Tells, where none came for five seconds, or the first of them has waited for half a minute. */
  tellWhenQuiet(): void
  tell(): void
}

export function createFirstLooks({ clock, log }: { clock: Clock; log: Logger }, alone: string): FirstLooks {
  let gathered: { about: About; problem: Problem | null }[] = []
  let [firstAt, lastAt] = [0, 0]
  const fields = (about: About, problem: Problem | null) => ({
    ...about,
    problem: problem?.kind,
    words: problem?.words,
  })
  return {
    failed(about, problem) {
      lastAt = clock.now()
      if (gathered.length === 0) firstAt = lastAt
      gathered.push({ about, problem })
    },
    tellWhenQuiet() {
      const now = clock.now()
      if (hasPassed(quietMs, lastAt, now) || hasPassed(longestGatherMs, firstAt, now)) this.tell()
    },
    tell() {
      const [first, ...others] = gathered
      if (!first) return
      gathered = []
      if (others.length === 0) {
        log.warn(fields(first.about, first.problem), alone)
        return
      }
      for (const { about, problem } of [first, ...others]) log.debug(fields(about, problem), alone)
      log.warn(summary([first, ...others]), 'sources could not be read at their first look')
    },
  }
}

/** With the words of what most of them have. */
function summary(gathered: readonly { problem: Problem | null }[]) {
  const byKind = Map.groupBy(gathered, ({ problem }) => problem?.kind)
  const most = [...byKind].toSorted(([, one], [, other]) => other.length - one.length)
  const problems: [ProblemKind | undefined, number][] = most.map(([kind, all]) => [kind, all.length])
  return {
    sources: gathered.length,
    problems: Object.fromEntries(problems),
    words: most[0]?.[1][0]?.problem?.words,
  }
}
