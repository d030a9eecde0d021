/**
 * Asks a server now and then, and says when it has not answered for long: one that vanished without a word (a machine that lost
 * its power, a network that drops everything) would else keep its queries waiting until TCP gives up, a quarter of an hour later.
 * It counts looks, not time: a process that stood still has heard nothing either.
 */

const lookEveryMs = 5_000
const mostUnanswered = 4

/**
 * Returns what ends the watch.
 * @param ask Rejects where nobody can be asked now, which says nothing.
 * @param vanished An answer has been waited for through four looks, twenty seconds.
 */
export function watchForSilence(ask: () => Promise<unknown>, vanished: () => void): () => void {
  let unanswered: Promise<void> | null = null
  let looks = 0
  const look = () => {
    if (!unanswered) {
      looks = 0
      const asked: Promise<void> = ask().then(
        () => answered(asked),
        () => answered(asked),
      )
      unanswered = asked
    } else if (++looks >= mostUnanswered) {
      unanswered = null
      vanished()
    }
  }
  const answered = (asked: Promise<void>) => {
    if (unanswered === asked) unanswered = null
  }
  const timer = setInterval(look, lookEveryMs).unref()
  return () => clearInterval(timer)
}
