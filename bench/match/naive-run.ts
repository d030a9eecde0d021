/** The plain evaluator over everybody, its expressions parsed beforehand; and whether the index says the same. */
import assert from 'node:assert/strict'
import type { PreferenceIndex } from '../../src/alerts/matcher/preference-index.ts'
import { wishOf, wishWants } from '../../src/alerts/wants/wants.ts'
import { median } from '../support/statistics.ts'
import type { Asked } from './index-run.ts'
import type { News } from './news.ts'
import { personOf } from './people.ts'

export interface Beside {
  subscribers: number
  /** So many of them are measured. */
  sample: number
  alerts: readonly (() => Asked)[]
}

export function runNaive(news: News, index: PreferenceIndex, { subscribers, sample, alerts }: Beside): void {
  const wishes = Array.from({ length: sample }, (_, place) => wishOf(personOf(news, place + 1)))
  const times = alerts.map(ask => {
    const { facts } = ask()
    const began = performance.now()
    const found = wishes.flatMap((wish, place) => (wishWants(facts, wish, 1_000).in ? place + 1 : []))
    const took = performance.now() - began
    assert.deepEqual([...index.audience(facts, 1_000).filter(id => id <= sample)], found)
    return took
  })
  console.log(besideLine('plain evaluator, everybody in turn', times, { subscribers, sample }))
  console.log(`       the index says the same of all ${sample} for ${alerts.length} alerts`)
}

export function besideLine(
  what: string,
  times: readonly number[],
  { subscribers, sample }: Pick<Beside, 'subscribers' | 'sample'>,
): string {
  const seen = median(times)
  const scaled = sample < subscribers ? ` (${seen.toFixed(0)} ms for ${sample}, multiplied)` : ''
  return `${what}: median ${((seen * subscribers) / sample).toFixed(0)} ms${scaled}`
}
