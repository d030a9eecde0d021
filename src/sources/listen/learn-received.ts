/** What an item that was handed in teaches of its source's rhythm. Pure. */
import { learnRhythm, passOver, type Rhythm } from '../rhythm/index.ts'

const hourMs = 60 * 60_000
/** What a script hands in one after the other is one arrival, as it would be to a poll. */
export const oneArrivalMs = 60_000
/** Of what is rarer nothing is to be learned; nor would it be by so many small steps. */
const mostSteps = 28 * 24

export interface Arrival {
  at: number
  /** With those that came since the last arrival and were no other. */
  newItems: number
  /** Since when somebody has been there to hand it in to: nothing is learned of the time before. */
  heardSince: number
}

export function learnReceived(rhythm: Rhythm | null, { at, newItems, heardSince }: Arrival): Rhythm {
  // The first tells no pause.
  if (rhythm === null) return learnRhythm(null, { at, newItems: 0 })
  const known = rhythm.at < heardSince ? passOver(rhythm, heardSince) : rhythm
  return learnRhythm(learnQuiet(known, at - oneArrivalMs), { at, newItems })
}

/** By the hour: of a longer look nobody would know in which hour the silence was. */
function learnQuiet(rhythm: Rhythm, to: number): Rhythm {
  let learned = rhythm
  for (let step = 0; learned.at < to && step < mostSteps; step += 1)
    learned = learnRhythm(learned, { at: Math.min(learned.at + hourMs, to), newItems: 0 })
  return learned
}
