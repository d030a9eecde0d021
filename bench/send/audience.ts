/**
 * Whom the bench mails: the same addresses in every run, over as many domains and as unevenly as a newsroom's list
 * (one provider has a third of it, three others a quarter, some hundred small domains the rest).
 */

const large: readonly (readonly [domain: string, share: number])[] = [
  ['bigmail.example', 0.35],
  ['postbox.example', 0.13],
  ['inbox.example', 0.08],
  ['webmail.example', 0.05],
]
const smallDomains = 600

/** `count` different addresses; the first ones are the same for every count. */
export function benchAudience(count: number): string[] {
  const domains = domainsByShare()
  const random = sameRandom(20_261_125)
  return Array.from(
    { length: count },
    (_, n) => `reader.${n.toString(36).padStart(5, '0')}@${domains(random())}`,
  )
}

/** Maps a number from 0 to 1 to a domain; small domains follow Zipf's law. */
function domainsByShare(): (point: number) => string {
  const rest = 1 - large.reduce((sum, [, share]) => sum + share, 0)
  const weights = Array.from({ length: smallDomains }, (_, n) => 1 / (n + 5))
  const sum = weights.reduce((all, weight) => all + weight, 0)
  const small = weights.map((weight, n) => [`company-${n}.example`, (rest * weight) / sum] as const)
  let end = 0
  const ends = [...large, ...small].map(([domain, share]) => {
    end += share
    return { domain, end }
  })
  return point => {
    let low = 0
    let high = ends.length - 1
    while (low < high) {
      const middle = (low + high) >> 1
      if ((ends[middle]?.end ?? 1) > point) high = middle
      else low = middle + 1
    }
    return ends[low]?.domain ?? ''
  }
}

/** Numerical Recipes' linear congruential generator: the same numbers in every run. */
function sameRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}
