/**
 * How often what was chosen would have come: counted, not guessed, over what was sent lately. Corrections count too, and
 * updates of what came; a pause does not, for it ends.
 */
import type { Preferences } from '../../subscribers/index.ts'
import type { Texts } from '../../text/index.ts'
import type { RecentAlerts } from './recent-alerts.ts'
import { wishOf, wishWants } from './wants.ts'

export interface HowOften {
  /** Mails that would have come. */
  mails: number
  /** In so many days; 0: nothing was ever sent. */
  days: number
}

export function howOften({ alerts, days }: RecentAlerts, preferences: Preferences): HowOften {
  const wish = wishOf({ ...preferences, pausedUntil: null })
  const came = new Set<number>()
  for (const { alert, facts } of alerts.toReversed()) {
    const followed = alert.followsId ?? alert.threadId
    // What it follows may have gone before these days: then nobody knows, and it does not count.
    if (alert.audience === 'recipients' && (followed === null || !came.has(followed))) continue
    if (wishWants(facts, wish, alert.approvedAt ?? 0).in) came.add(alert.id)
  }
  return { mails: came.size, days }
}

const week = 7
const month = 30

/** "about 3 a week, going by the last 60 days". */
export function howOftenWords({ mails, days }: HowOften, language: string, texts: Texts): string {
  const text = texts.of(language).reasons.howOften
  if (days === 0) return text.nobodyKnows
  if (mails === 0) return text.never({ days })
  // One busy day is no pace.
  if (days < week) return text.soFar({ mails, days })
  const daily = mails / days
  if (daily >= 2) return text.aDay({ mails: Math.round(daily), days })
  if (daily * week >= 1) return text.aWeek({ mails: Math.round(daily * week), days })
  if (daily * month >= 1) return text.aMonth({ mails: Math.round(daily * month), days })
  return text.lessThanMonthly({ days })
}
