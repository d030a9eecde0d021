/** When a transient refusal (4xx) is tried again: pauses that grow, for a day after the first attempt. */

const minute = 60_000

/** The pause after the first, second, … attempt; the last one repeats until the day is over. */
export const retryPausesMs: readonly number[] = [1, 2, 5, 10, 20, 40, 60].map(minutes => minutes * minute)

export const retryForMs = 24 * 60 * minute

/** The one re-send of an uncertain message waits this long: a relay that just died needs a moment. */
export const resendPauseMs = 30_000

/** Spreads what failed together over a tenth of its pause. */
const jitter = 0.1

/**
 * @param attempts How many have ended, this one included; at least 1.
 * @param fraction 0 to 1, from a source of randomness.
 * @returns Epoch milliseconds; null: the day is over.
 */
export function nextRetryAt(
  { attempts, firstAttemptAt, at }: { attempts: number; firstAttemptAt: number; at: number },
  fraction: number,
): number | null {
  const end = firstAttemptAt + retryForMs
  if (at >= end) return null
  const pause = pauseAfter(attempts)
  return Math.min(Math.round(at + pause * (1 + jitter * fraction)), end)
}

function pauseAfter(attempt: number): number {
  return retryPausesMs[Math.min(attempt, retryPausesMs.length) - 1] ?? minute
}

/** When the first of so many attempts was, at the latest: by the schedule, as if nothing else had kept it waiting. */
export function latestFirstAttemptAt({ attempts, at }: { attempts: number; at: number }): number {
  let firstAt = at
  for (let attempt = 1; attempt < attempts; attempt++) firstAt -= pauseAfter(attempt)
  return firstAt
}

/** 0 to 1 from four octets of `random`. */
export function fractionOf(random: (bytes: number) => Uint8Array): number {
  const octets = random(4)
  return new DataView(octets.buffer, octets.byteOffset, 4).getUint32(0) / 2 ** 32
}
