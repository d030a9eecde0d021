/** How fast something goes, measured from a number that only rises: a second's share of the last ten seconds. */

export interface Speed {
  /**
   * @param done So many are done at this moment.
   * @returns How many a second; null: it was not watched for long enough.
   */
  at(now: number, done: number): number | null
}

const overMs = 10_000
const leastMs = 1_000

export function createSpeed(): Speed {
  let seen: { at: number; done: number }[] = []
  return {
    at(now, done) {
      seen.push({ at: now, done })
      // One that is older stays, so that a number that moves seldom has something to be measured by.
      const young = seen.findIndex(({ at }) => now - at < overMs)
      seen = seen.slice(Math.max(0, young - 1))
      const [first] = seen
      if (!first || now - first.at < leastMs) return null
      return (Math.max(0, done - first.done) * 1000) / (now - first.at)
    },
  }
}
