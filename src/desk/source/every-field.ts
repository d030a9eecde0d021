import { z } from 'zod'

/** In minutes, up to a week. */
const everyRange = z.coerce.number().min(0.1).max(10_080)

/** The field "minutes between two looks"; empty: as the feed asks. */
export function readEvery(typed: string): { ok: true; ms: number | null } | { ok: false } {
  if (typed === '') return { ok: true, ms: null }
  const minutes = everyRange.safeParse(typed)
  return minutes.success ? { ok: true, ms: Math.round(minutes.data * 60_000) } : { ok: false }
}
