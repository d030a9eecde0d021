/** How busy each hour of the day is over all sources together; counts of the newest days, see `habits.ts`. */
import { dayMs, dayOf, hourMs, isRemembered, rememberedDays } from './days.ts'

/** An hour counts as at most so many times busier or quieter than the mean. */
const mostBusy = 4
const hoursOfDay = 24

export interface BusyHours {
  learn(at: number, newestDay: number): void
  /** Against the mean of those hours in which anything came; 1: as busy as that. */
  busyness(at: number, newestDay: number): number
}

export function createBusyHours(): BusyHours {
  const counts = new Uint32Array(rememberedDays * hoursOfDay)
  const days = new Uint32Array(rememberedDays)
  return {
    learn(at, newestDay) {
      const day = dayOf(at)
      if (!isRemembered(day, newestDay)) return
      const slot = day % rememberedDays
      if (days[slot] !== day) {
        counts.fill(0, slot * hoursOfDay, (slot + 1) * hoursOfDay)
        days[slot] = day
      }
      const cell = slot * hoursOfDay + Math.floor((at % dayMs) / hourMs)
      counts[cell] = (counts[cell] ?? 0) + 1
    },
    busyness(at, newestDay) {
      const hour = Math.floor((at % dayMs) / hourMs)
      const all = { items: 0, cells: 0 }
      const own = { items: 0, cells: 0 }
      for (let cell = 0; cell < counts.length; cell += 1) {
        const day = days[Math.floor(cell / hoursOfDay)] ?? 0
        const items = counts[cell] ?? 0
        // Of an hour that is not over yet nobody knows how much it brings.
        const open = day === dayOf(at) && cell % hoursOfDay === hour
        if (items === 0 || open || !isRemembered(day, newestDay)) continue
        all.items += items
        all.cells += 1
        if (cell % hoursOfDay !== hour) continue
        own.items += items
        own.cells += 1
      }
      if (all.cells === 0) return 1
      const mean = all.items / all.cells
      // The mean counts for two hours of own experience: one quiet night is no rule.
      const factor = (own.items + 2 * mean) / (mean * (own.cells + 2))
      return Math.min(Math.max(factor, 1 / mostBusy), mostBusy)
    },
  }
}
