/** Long work between which others have their turn. */
import { setImmediate as nextTurn } from 'node:timers/promises'

/** Null: it was aborted. */
export async function inSlices<Result>(
  work: Generator<void, Result>,
  signal: AbortSignal,
): Promise<Result | null> {
  for (;;) {
    if (signal.aborted) return null
    const step = work.next()
    if (step.done) return step.value
    await nextTurn()
  }
}

export function atOnce<Result>(work: Generator<void, Result>): Result {
  for (;;) {
    const step = work.next()
    if (step.done) return step.value
  }
}
