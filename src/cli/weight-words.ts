/** What a weight that cannot be set is answered with. */
import { ConfigError } from '../errors.ts'
import type { WeightProblem, WeightSet } from '../stories/index.ts'
import { UsageError } from './command.ts'

const problems: Readonly<Record<WeightProblem, string>> = {
  'no words': 'A topic has words of letters or digits, but none came. Give them as one argument, in quotes.',
  'too long': 'A topic has at most 1,000 characters in all its ways to say it. Leave some out.',
  'bad points': 'POINTS is a whole number from -50 to 50 and not 0. To weigh a topic no longer, drop it.',
  'too many': 'There are 500 weights already, and no more can be set. Drop some first: tocsin weight list.',
  'no such source':
    'No watched source has this address or, as the only one, this name. tocsin source list shows them.',
}

/** Throws what stands in the way, in words. */
export function requireSet(set: WeightSet): string {
  if (set.kind === 'set') return set.words
  const { problem } = set
  const dependsOnStore = problem === 'too many' || problem === 'no such source'
  throw new (dependsOnStore ? ConfigError : UsageError)(problems[problem])
}
