/**
 * What each source usually brings, and each hour: counts by UTC day over the newest week. In: what came, in any number.
 * Out: a source's usual gap between items at an hour, and how many it marks. The counts are whole numbers and do not
 * depend on the order within a day, and days are dropped by the newest day that time came to: feeding the items of the
 * newest `rememberedDays` days again, whole days, gives exactly the state of who never stopped.
 */
import { createBusyHours } from './busy-hours.ts'
import { dayMs, dayOf, hourMs, isRemembered } from './days.ts'
import { createSourceDays, type DayCounts } from './source-days.ts'

export interface Habit {
  sourceId: number
  at: number
  firstPoll: boolean
  marked: boolean
}

export interface Habits {
  /** Time goes on, also without an item. */
  advance(at: number): void
  learn(habit: Habit): void
  /** Milliseconds, whole, from a second to 30 days. Of a source that nobody knows: an hour. */
  usualGapMs(sourceId: number, at: number): number
  /** Of the newest days; what the first poll brought counts too. */
  markShare(sourceId: number): { marked: number; of: number }
  /** Items of the source on that day so far. */
  itemsOn(sourceId: number, at: number): number
}

const shortestGapMs = 1_000
const longestGapMs = 30 * dayMs

export function createHabits(): Habits {
  const sources = createSourceDays()
  const hours = createBusyHours()
  let newestDay = 0
  const advance = (at: number) => {
    newestDay = Math.max(newestDay, dayOf(at))
  }
  return {
    advance,
    learn({ sourceId, at, firstPoll, marked }) {
      advance(at)
      if (!isRemembered(dayOf(at), newestDay)) return
      sources.add(sourceId, at, { news: firstPoll ? 0 : 1, marked: marked ? 1 : 0 })
      if (!firstPoll) hours.learn(at, newestDay)
    },
    usualGapMs(sourceId, at) {
      const days = sources.of(sourceId, newestDay)
      const since = days.reduce((first, { firstAt }) => Math.min(first, firstAt), at)
      // One an hour, with the weight of an hour, before anything is known.
      const perHour = (sum(days, 'news') + 1) / ((at - since) / hourMs + 1)
      const gapMs = hourMs / (perHour * hours.busyness(at, newestDay))
      return Math.round(Math.min(Math.max(gapMs, shortestGapMs), longestGapMs))
    },
    markShare(sourceId) {
      const days = sources.of(sourceId, newestDay)
      return { marked: sum(days, 'marked'), of: sum(days, 'all') }
    },
    itemsOn: (sourceId, at) => sources.allOn(sourceId, at),
  }
}

function sum(days: readonly DayCounts[], which: 'news' | 'all' | 'marked'): number {
  return days.reduce((total, day) => total + day[which], 0)
}
