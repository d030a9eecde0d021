/** The hours and days in which a feed asks to be left alone (RSS 2.0: skipHours, skipDays; in UTC). */
import type { Feed } from '../feed/index.ts'

export type Rest = Pick<Feed, 'skipHours' | 'skipDays'>

const hourMs = 60 * 60_000
/** A week and a day: whoever is never awake in it asks for nothing that makes sense. */
const hoursLookedAt = 8 * 24

/** The first moment from `at` on in which it may be polled. */
export function afterRest(at: number, { skipHours, skipDays }: Rest): number {
  if (skipHours.length === 0 && skipDays.length === 0) return at
  const rests = (moment: number) => {
    const date = new Date(moment)
    return skipHours.includes(date.getUTCHours()) || skipDays.includes(date.getUTCDay())
  }
  const hour = Math.floor(at / hourMs) * hourMs
  for (let passed = 0; passed < hoursLookedAt; passed += 1)
    if (!rests(hour + passed * hourMs)) return Math.max(at, hour + passed * hourMs)
  return at
}

/** As it is stored; null: it never rests. */
export function formatRest({ skipHours, skipDays }: Rest): string | null {
  return skipHours.length + skipDays.length > 0 ? JSON.stringify([skipHours, skipDays]) : null
}

export function parseRest(text: string | null): Rest {
  const parts: unknown = text === null ? null : JSON.parse(text)
  const [skipHours, skipDays] = (Array.isArray(parts) ? parts : []).map(numbersIn)
  return { skipHours: skipHours ?? [], skipDays: skipDays ?? [] }
}

function numbersIn(value: unknown): number[] {
  return Array.isArray(value) ? value.filter(each => typeof each === 'number') : []
}
