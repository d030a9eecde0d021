/** Counts of each source on each of the newest days: a table of numbers, 160 bytes a source. See `habits.ts`. */
import { dayMs, dayOf, isRemembered, rememberedDays } from './days.ts'

export interface DayCounts {
  /** When the first item of the day was seen, to the minute. */
  firstAt: number
  /** Without what the first poll brought. */
  news: number
  all: number
  marked: number
}

export interface SourceDays {
  add(sourceId: number, at: number, more: { news: number; marked: number }): void
  /** Of the days that are remembered, in no order. */
  of(sourceId: number, newestDay: number): DayCounts[]
  allOn(sourceId: number, at: number): number
}

const field = { day: 0, firstMinute: 1, news: 2, all: 3, marked: 4 } as const
const fields = 5
const rowsFirst = 64 * rememberedDays
const minuteMs = 60_000
const minutesOfDay = 1_440

export function createSourceDays(): SourceDays {
  const placeOf = new Map<number, number>()
  let table = new Uint32Array(rowsFirst * fields)

  const rowOf = (place: number, day: number) => (place * rememberedDays + (day % rememberedDays)) * fields
  const get = (row: number, which: number) => table[row + which] ?? 0

  function openRow(sourceId: number, day: number): number {
    const place = placeOf.get(sourceId) ?? placeOf.size
    placeOf.set(sourceId, place)
    if ((place + 1) * rememberedDays * fields > table.length) {
      const wider = new Uint32Array(table.length * 2)
      wider.set(table)
      table = wider
    }
    const row = rowOf(place, day)
    if (get(row, field.day) !== day) table.set([day, minutesOfDay, 0, 0, 0], row)
    return row
  }

  return {
    add(sourceId, at, { news, marked }) {
      const row = openRow(sourceId, dayOf(at))
      const minute = Math.floor((at % dayMs) / minuteMs)
      table[row + field.firstMinute] = Math.min(get(row, field.firstMinute), minute)
      table[row + field.news] = get(row, field.news) + news
      table[row + field.all] = get(row, field.all) + 1
      table[row + field.marked] = get(row, field.marked) + marked
    },
    of(sourceId, newestDay) {
      const place = placeOf.get(sourceId)
      if (place === undefined) return []
      const days: DayCounts[] = []
      for (let slot = 0; slot < rememberedDays; slot += 1) {
        const row = rowOf(place, slot)
        const day = get(row, field.day)
        if (!isRemembered(day, newestDay)) continue
        const firstAt = day * dayMs + get(row, field.firstMinute) * minuteMs
        days.push({
          firstAt,
          news: get(row, field.news),
          all: get(row, field.all),
          marked: get(row, field.marked),
        })
      }
      return days
    },
    allOn(sourceId, at) {
      const place = placeOf.get(sourceId)
      const row = place === undefined ? -1 : rowOf(place, dayOf(at))
      return row >= 0 && get(row, field.day) === dayOf(at) ? get(row, field.all) : 0
    },
  }
}
