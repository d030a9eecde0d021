/** What the rules would do with a story if it went on as it last did: for an editor who looks at it. */

import type { Read } from '../../store/index.ts'
import type { StoryMoment } from '../../stories/index.ts'
import { mayRingAt } from './hours.ts'
import { matches } from './matches.ts'
import { listRules } from './read-rules.ts'
import type { Rule } from './rule.ts'

/**
 * `rings`: nothing of it is missing. Else what is: score and origins with what the rule wants; `words` and `sources` of
 * what last came; `hours`.
 */
export type Miss =
  | { kind: 'score' | 'origins'; least: number; now: number }
  | { kind: 'words' | 'sources' | 'hours' }

export interface RuleVerdict {
  ruleId: number
  name: string
  does: Rule['does']
  misses: readonly Miss[]
}

/** Of the rules that are on, in their order. `told`: the story's newest moment with an item. */
export async function readVerdicts(read: Read, told: StoryMoment): Promise<RuleVerdict[]> {
  const rules = await listRules(read)
  return rules
    .filter(({ on }) => on)
    .map(({ ruleId, name, rule }) => ({ ruleId, name, does: rule.does, misses: missesOf(rule, told) }))
}

function missesOf(rule: Rule, { moment, item }: StoryMoment): Miss[] {
  const misses: Miss[] = []
  if (moment.score < rule.leastScore)
    misses.push({ kind: 'score', least: rule.leastScore, now: moment.score })
  if (moment.origins < rule.leastOrigins)
    misses.push({ kind: 'origins', least: rule.leastOrigins, now: moment.origins })
  if (!mayRingAt(rule, moment.at)) misses.push({ kind: 'hours' })
  // Asked of the rule itself, with all but one of its wishes taken away, so that the two never say different things.
  const anything = { ...rule, leastScore: 0, leastOrigins: 0, hours: null, days: [] }
  const anyWords = { ...anything, anyWords: [], noWords: [] }
  if (item && !matches(anyWords, { moment, item })) misses.push({ kind: 'sources' })
  const anySource = { ...anything, onlySources: [], neverSources: [] }
  if (item && !matches(anySource, { moment, item })) misses.push({ kind: 'words' })
  return misses
}
