/** Days in UTC, as everything here forgets by. */
export const dayMs = 86_400_000
export const hourMs = 3_600_000

/** A week, so that each weekday is in it once, and today. */
export const rememberedDays = 8

/** Days since 1970-01-01. */
export function dayOf(at: number): number {
  return Math.floor(at / dayMs)
}

/** By the newest day that time came to, which is told, so that no clock is needed. */
export function isRemembered(day: number, newestDay: number): boolean {
  return day > 0 && day > newestDay - rememberedDays && day <= newestDay
}
