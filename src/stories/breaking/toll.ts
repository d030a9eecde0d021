/**
 * How many people an item's headline says were killed, or are missing. What only its text says is background more often
 * than news: the dead of last year's war, of the epidemic so far.
 */
import type { CountFact, Fact } from '../change/fact.ts'
import { tollPoints } from './points.ts'

export interface Toll {
  of: 'killed' | 'missing'
  people: number
  points: number
}

/** "The death toll rises to 94": of an event that is known already, and counts half. */
const isRunning =
  /\b(?:toll|n[uú]mero de (?:mort|muert|v[ií]ctima)\w*|saldo de (?:mort|muert)\w*|balance de|bilan|todeszahl|zahl der toten)\b|死者数|死者が|死亡人数/iu

export function tollOf(title: string, facts: readonly Fact[]): Toll | null {
  const headline = title.replace(/\s+/g, ' ').trim()
  const counts = facts.filter(
    (fact): fact is CountFact =>
      fact.kind === 'count' &&
      (fact.of === 'killed' || fact.of === 'missing') &&
      headline.startsWith(fact.quote),
  )
  const [most] = counts.toSorted((one, other) => other.low - one.low)
  const full = most ? tollPoints(most.low) : 0
  const points = isRunning.test(headline) ? Math.floor(full / 2) : full
  return most && points > 0
    ? { of: most.of === 'missing' ? 'missing' : 'killed', people: most.low, points }
    : null
}
