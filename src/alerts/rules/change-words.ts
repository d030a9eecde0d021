/** What is new, in words, for as long as `stories` has none of its own. */
import type { Change } from '../../stories/index.ts'

export function changeWords({ kind, facts, quote }: Change): string {
  const { of, before, now } = facts
  if (kind === 'number' && before !== undefined && now !== undefined)
    return `${of ?? 'The number'}: ${now}, before ${before}. “${quote}”`
  return `${kind.charAt(0).toUpperCase()}${kind.slice(1)}: “${quote}”`
}
