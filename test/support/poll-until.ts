/** Waits for what another process does: asks again and again, with a deadline that fails the test. */
import { setTimeout as delay } from 'node:timers/promises'

export async function pollUntil<T>(
  what: string,
  ask: () => Promise<T | null | undefined | false>,
  deadlineMs = 90_000,
): Promise<T> {
  const until = Date.now() + deadlineMs
  for (;;) {
    const answer = await ask()
    if (answer) return answer
    if (Date.now() > until) throw new Error(`Waited ${deadlineMs} ms in vain for: ${what}.`)
    await delay(20)
  }
}
