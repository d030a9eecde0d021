/**
 * Whose turn it is to write an SQLite file, first come, first served, over all threads of a process. SQLite itself
 * lets those who wait try again and again, asleep: the thread that answers pages would stand still meanwhile,
 * and a busy writer would hardly let it in.
 */

export interface WriteTurn {
  /** What the process's other threads make theirs from. */
  readonly shared: SharedArrayBuffer
  /** Resolves when it is the caller's turn; who has it calls what it resolves to, once. */
  take(): Promise<() => void>
  /** Resolves when a turn ends, whoever's it is. */
  ended(): Promise<void>
}

const bytes = 2 * Int32Array.BYTES_PER_ELEMENT
/** Places: the next ticket to be given out, and the one whose turn it is. Both may wrap around. */
const next = 0
const serving = 1

export function createWriteTurn(shared = new SharedArrayBuffer(bytes)): WriteTurn {
  const tickets = new Int32Array(shared)
  const done = () => {
    Atomics.add(tickets, serving, 1)
    Atomics.notify(tickets, serving)
  }
  return {
    shared,
    async take() {
      const ticket = Atomics.add(tickets, next, 1)
      for (let now = Atomics.load(tickets, serving); now !== ticket; now = Atomics.load(tickets, serving)) {
        const waiting = Atomics.waitAsync(tickets, serving, now)
        if (waiting.async) await waiting.value
      }
      return done
    },
    async ended() {
      const waiting = Atomics.waitAsync(tickets, serving, Atomics.load(tickets, serving))
      if (waiting.async) await waiting.value
    },
  }
}
