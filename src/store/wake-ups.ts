/** The listeners of one process: who wants to hear of which channel. A listener that throws stops no other. */
import type { Channel } from './store.ts'

export interface WakeUps {
  on(to: readonly Channel[], wake: (channel: Channel) => void): () => void
  emit(channel: Channel): void
}

export function createWakeUps(): WakeUps {
  const listeners = new Set<{ to: ReadonlySet<Channel>; wake: (channel: Channel) => void }>()
  return {
    on(to, wake) {
      const listener = { to: new Set(to), wake }
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    emit(channel) {
      for (const listener of listeners)
        if (listener.to.has(channel)) queueMicrotask(() => listener.wake(channel))
    },
  }
}
