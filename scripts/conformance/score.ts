/** One line of the scoreboard. */
export interface Score {
  about: string
  agreed: number
  total: number
  /** The least share of `total` that will do. */
  bar: number
  /** What did not agree, one line each. */
  misses: string[]
  /** Lines below it. */
  details?: string[]
}

export function passes({ agreed, total, bar }: Score): boolean {
  return total > 0 && agreed / total >= bar
}

export function scoreLines(score: Score, verbose: boolean): string[] {
  const { about, agreed, total, bar, misses, details = [] } = score
  const share = total === 0 ? 'nothing to judge' : `${((agreed / total) * 100).toFixed(1)} %`
  const shown = verbose ? misses : misses.slice(0, 5)
  return [
    `${passes(score) ? '✔' : '✖'} ${about}: ${agreed} of ${total} (${share}; at least ${(bar * 100).toFixed(0)} %)`,
    ...details.map(line => `    ${line}`),
    ...shown.map(line => `    - ${line}`),
    ...(shown.length < misses.length ? [`    … ${misses.length - shown.length} more: --verbose`] : []),
  ]
}
