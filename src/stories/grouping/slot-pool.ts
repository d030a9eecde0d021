/**
 * Room for many short lists of slots in one array. A list of `count` slots has the least power of two that holds it; what
 * it leaves when it grows is given to the next one of that size.
 */

export interface SlotPool {
  /** All of them; another array after `grow` or `take`. */
  slots(): Int32Array
  /** Room for one more than `count`: returns where the list is from then on, with what it has. */
  grow(start: number, count: number): number
  /** The list has `count` slots, and is to have room for one less. */
  shrink(start: number, count: number): number
  /** A new list of these. */
  take(list: Int32Array): number
}

export function createSlotPool(length: number): SlotPool {
  let slots = new Int32Array(length)
  let used = 0
  /** By the size's power of two, where room of it is free. */
  const freed: number[][] = []
  const free = (start: number, power: number) => {
    const starts = freed[power]
    if (starts) starts.push(start)
    else freed[power] = [start]
  }
  const room = (power: number) => {
    const start = freed[power]?.pop()
    if (start !== undefined) return start
    const from = used
    used += 1 << power
    if (used > slots.length) {
      const more = new Int32Array(Math.max(used, Math.ceil(slots.length * 1.5)))
      more.set(slots)
      slots = more
    }
    return from
  }
  const move = (start: number, count: number, power: number) => {
    const to = room(power)
    slots.copyWithin(to, start, start + count)
    return to
  }
  return {
    slots: () => slots,
    grow(start, count) {
      if (count === 0) return room(0)
      const power = powerOf(count)
      if (count < 1 << power) return start
      const to = move(start, count, power + 1)
      free(start, power)
      return to
    },
    shrink(start, count) {
      const [power, less] = [powerOf(count), count === 1 ? -1 : powerOf(count - 1)]
      if (less === power) return start
      const to = less < 0 ? 0 : move(start, count - 1, less)
      free(start, power)
      return to
    },
    take(list) {
      const start = room(powerOf(list.length))
      slots.set(list, start)
      return start
    },
  }
}

/** Of the least power of two that is not below. */
function powerOf(count: number): number {
  return count <= 1 ? 0 : 32 - Math.clz32(count - 1)
}
