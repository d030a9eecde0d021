/**
 * Memory that messages are written into again and again: at ten thousand a second, a fresh 9 kB for each would keep
 * the garbage collector busier than the sender. Whoever takes it is done with what it took before.
 */
export interface Scratch {
  take(bytes: number): Buffer
}

const step = 4_096

export function createScratch(): Scratch {
  let memory = Buffer.alloc(0)
  return {
    take(bytes) {
      if (memory.length < bytes) memory = Buffer.alloc(Math.ceil(bytes / step) * step)
      return memory.subarray(0, bytes)
    },
  }
}
