/** What the rules that the README begins with would have mailed. */
import { newRuleId, plainRule, type ReplayedMail, type Rule, replayRules } from '../../src/alerts/index.ts'
import type { Read } from '../../src/store/index.ts'

const minuteMs = 60_000

const rules: readonly { name: string; rule: Rule }[] = [
  { name: 'Cautious', rule: { ...plainRule, leastScore: 40, leastOrigins: 2, pauseMs: 60 * minuteMs } },
  {
    name: 'Fast',
    rule: { ...plainRule, does: 'send', leastScore: 70, leastOrigins: 2, pauseMs: 30 * minuteMs },
  },
  {
    name: 'Quakes',
    rule: {
      ...{ ...plainRule, leastScore: 10 },
      ...{ topics: ['earthquakes'], anyWords: ['earthquake', 'quake', '地震'] },
    },
  },
]

export interface RuleTried {
  name: string
  rule: Rule
  mails: readonly ReplayedMail[]
  /** A second replay made the same, byte for byte. */
  same: boolean
  /** Of one replay. */
  ms: number
}

export async function tryRules(
  read: Read,
  window: { from: number; to: number },
  now: () => number,
): Promise<RuleTried[]> {
  const tried: RuleTried[] = []
  for (const { name, rule } of rules) {
    const trial = { ruleId: newRuleId, name, rule }
    const began = now()
    const mails = await mailsOf(read, { ...window, trial })
    const ms = Math.round(now() - began)
    const again = await mailsOf(read, { ...window, trial })
    tried.push({ name, rule, mails, ms, same: JSON.stringify(mails) === JSON.stringify(again) })
  }
  return tried
}

async function mailsOf(read: Read, wish: Parameters<typeof replayRules>[1]): Promise<ReplayedMail[]> {
  const replayed = await replayRules(read, wish)
  if (replayed.kind === 'purged') throw new Error('nothing is purged of a recorded wire')
  return replayed.mails
}
