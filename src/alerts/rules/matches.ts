import type { Item, MomentEvent } from './events.ts'
import { mayRingAt } from './hours.ts'
import type { Rule } from './rule.ts'
import { hasWord, headlineAndLede } from './words.ts'

/** Whether a rule would ring for a story at this moment, by what has just come to it. */
export function matches(
  rule: Rule,
  { moment, item }: { moment: MomentEvent['moment']; item: Item },
): boolean {
  if (moment.score < rule.leastScore || moment.origins < rule.leastOrigins) return false
  if (rule.onlySources.length > 0 && !rule.onlySources.includes(item.sourceId)) return false
  if (rule.neverSources.includes(item.sourceId)) return false
  if (rule.anyWords.length + rule.noWords.length > 0) {
    const text = headlineAndLede(item)
    if (rule.anyWords.length > 0 && !rule.anyWords.some(word => hasWord(text, word))) return false
    if (rule.noWords.some(word => hasWord(text, word))) return false
  }
  return mayRingAt(rule, moment.at)
}
