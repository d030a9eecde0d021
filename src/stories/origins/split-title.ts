/** A headline and the outlet that an aggregator put behind it: "… - Reuters", "… | BBC News", "…（ロイター）". */
export interface SplitTitle {
  headline: string
  /** As it stands there; may be no outlet at all. Null: nothing is behind a dash. */
  suffix: string | null
}

const longestSuffix = 40
const mostSuffixWords = 5
const shortestHeadline = 12

export function splitTitle(title: string): SplitTitle {
  const whole = title.trim()
  const separator = /^[\s\S]*\s[-–—|]\s/u.exec(whole)?.[0].length ?? 0
  const suffix = whole.slice(separator).trim()
  const headline = whole
    .slice(0, separator)
    .replace(/\s[-–—|]\s$/u, '')
    .trim()
  const isOutlet =
    headline.length >= shortestHeadline &&
    suffix.length <= longestSuffix &&
    suffix.split(/\s+/).length <= mostSuffixWords
  return separator > 0 && isOutlet ? { headline, suffix } : { headline: whole, suffix: null }
}
