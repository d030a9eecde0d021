/**
 * The slots of hosts for who asks for several addresses, one after the other: the same ones that polls draw, of all
 * processes together.
 */
import type { Clock } from '../../clock.ts'
import type { Store } from '../../store/index.ts'
import { keepDelay, takeTurn } from './host-slots.ts'

export interface HostTurns {
  /** Waits for the next turn of the address's host. False: it has none before `endsAt`. */
  take(url: string, endsAt: number): Promise<boolean>
  /** What its robots.txt asks for; null: nothing. */
  learn(url: string, crawlDelayMs: number | null): Promise<void>
}

export function createHostTurns(
  store: Store,
  { clock, signal }: { clock: Clock; signal: AbortSignal },
  /** A host of which the first turn was drawn already. */
  drawn: string | null = null,
): HostTurns {
  let ahead = drawn
  return {
    async take(url, endsAt) {
      const host = hostOf(url)
      if (host === ahead) {
        ahead = null
        return true
      }
      for (;;) {
        const at = clock.now()
        const waitMs = await store.write(tx => takeTurn(tx, host, at))
        if (waitMs === 0) return true
        if (at + waitMs >= endsAt) return false
        await clock.wait(waitMs, signal)
        signal.throwIfAborted()
      }
    },
    async learn(url, crawlDelayMs) {
      await store.write(tx => keepDelay(tx, hostOf(url), { crawlDelayMs, at: clock.now() }))
    },
  }
}

function hostOf(url: string): string {
  return new URL(url).host
}
