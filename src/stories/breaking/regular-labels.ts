/**
 * On how many of the last days a source brought a label at about this hour, and hardly at others. Per day one bit field
 * of 512 kB in which each (source, label, two hours of the day) sets a bit: bounded whatever comes, the same whatever
 * the order, and rebuilt exactly from the items of the newest days. A chance hit costs one day's count; a field that a
 * flood filled makes everything look busy, and so nothing regular.
 */
import { dayMs, dayOf, isRemembered, rememberedDays } from './days.ts'

export interface RegularLabels {
  /** Time goes on, also without an item. */
  advance(at: number): void
  learn(sourceId: number, labels: readonly number[], at: number): void
  /** Of the label with the most: days before this one, at most seven. */
  regularDays(sourceId: number, labels: readonly number[], at: number): number
}

const bitsPerDay = 2 ** 22
const slots = 12
const slotMs = dayMs / slots
/** More often a day than that it is a section or a running topic. */
const mostSlotsADay = 3

export function createRegularLabels(): RegularLabels {
  const fieldOf: (Uint32Array | undefined)[] = Array(rememberedDays)
  const days = new Float64Array(rememberedDays)
  let newestDay = 0

  function advance(at: number): void {
    newestDay = Math.max(newestDay, dayOf(at))
  }
  function has(day: number, bit: number): boolean {
    const field = fieldOf[day % rememberedDays]
    return field !== undefined && ((field[bit >>> 5] ?? 0) & (1 << (bit & 31))) !== 0
  }
  function isRegularOn(day: number, key: number, slot: number): boolean {
    let near = 0
    let all = 0
    for (let other = 0; other < slots; other += 1) {
      if (!has(day, bitOf(key, other))) continue
      all += 1
      const distance = Math.abs(other - slot)
      if (Math.min(distance, slots - distance) <= 1) near += 1
    }
    return near > 0 && all <= mostSlotsADay
  }

  return {
    advance,
    learn(sourceId, labels, at) {
      advance(at)
      const day = dayOf(at)
      if (!isRemembered(day, newestDay)) return
      const place = day % rememberedDays
      const field = fieldOf[place] ?? new Uint32Array(bitsPerDay / 32)
      fieldOf[place] = field
      if (days[place] !== day) field.fill(0)
      days[place] = day
      for (const label of labels) {
        const bit = bitOf(keyOf(sourceId, label), slotOf(at))
        field[bit >>> 5] = (field[bit >>> 5] ?? 0) | (1 << (bit & 31))
      }
    },
    regularDays(sourceId, labels, at) {
      const today = dayOf(at)
      let most = 0
      for (const label of labels) {
        const key = keyOf(sourceId, label)
        let count = 0
        for (let day = today - 1; day > today - rememberedDays; day -= 1)
          if (isKnown(day) && isRegularOn(day, key, slotOf(at))) count += 1
        most = Math.max(most, count)
      }
      return most
    },
  }

  function isKnown(day: number): boolean {
    return isRemembered(day, newestDay) && days[day % rememberedDays] === day
  }
}

function slotOf(at: number): number {
  return Math.floor((at % dayMs) / slotMs)
}

function keyOf(sourceId: number, label: number): number {
  return mix(label ^ mix(sourceId >>> 0))
}

function bitOf(key: number, slot: number): number {
  return mix(key + Math.imul(slot + 1, 0x9e3779b1)) % bitsPerDay
}

/** Spreads 32 bits over 32 bits (the finish of MurmurHash3). */
function mix(value: number): number {
  let mixed = value >>> 0
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return (mixed ^ (mixed >>> 16)) >>> 0
}
