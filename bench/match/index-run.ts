/** The index with all of them: how long it takes to make, what it weighs, how fast it answers, and what a change costs. */
import { setImmediate as nextTurn } from 'node:timers/promises'
import { SegmentBuilder } from '../../src/alerts/matcher/build-segment.ts'
import { listingOf } from '../../src/alerts/matcher/listing.ts'
import { createParseAll } from '../../src/alerts/matcher/parse-all.ts'
import { createPreferenceIndex, type PreferenceIndex } from '../../src/alerts/matcher/preference-index.ts'
import { type AlertFacts, factsOf } from '../../src/alerts/wants/facts.ts'
import { median, percentile } from '../support/statistics.ts'
import type { News } from './news.ts'
import { personOf, topicCount } from './people.ts'
import { chanceOf } from './random.ts'

const at = 1_000
const mebibyte = 2 ** 20

export interface Asked {
  facts: AlertFacts
  text: string
}

/** Headline and the beginning of the text, with a topic or two, as a newsroom's alert has them. */
export function alertsOf(news: News, count: number): (() => Asked)[] {
  const chance = chanceOf(7)
  return Array.from({ length: count }, (_, number) => {
    const { headline, summary } = news.alerts[chance.below(news.alerts.length)] ?? {
      headline: '',
      summary: '',
    }
    const topics = Array.from({ length: chance.below(3) }, () => 1 + chance.below(topicCount))
    const priority = chance.below(10) < 7 ? ('developing' as const) : ('breaking' as const)
    // The words are read while the time is taken.
    return () => {
      const shell = { kind: 'alert' as const, priority, headline, summary, whatChanged: null, topics: [] }
      const known = { topics: [], storyIds: [1 + (number % 5_000)] }
      const facts = factsOf({ ...emptyAlert, ...shell, id: number + 1 }, known)
      return { facts: { ...facts, topics, namesTopics: true }, text: `${headline}\n\n${summary}` }
    }
  })
}

const emptyAlert = {
  ...{ state: 'draft' as const, preheader: null, url: null, storyId: null, itemId: null, followsId: null },
  ...{ threadId: null, whatWasWrong: null, sourceName: null, saidAt: null, language: 'en' },
  ...{ audience: 'matching' as const, createdAt: 0, createdBy: 'token:bench' },
  ...{ approvedAt: null, approvedBy: null, endedAt: null, note: null },
}

export async function runIndex(
  news: News,
  { subscribers, alerts }: { subscribers: number; alerts: (() => Asked)[] },
): Promise<PreferenceIndex> {
  const before = bytesUsed()
  const began = performance.now()
  const parse = createParseAll()
  let builder: SegmentBuilder | null = new SegmentBuilder()
  for (let id = 1; id <= subscribers; id++) builder.add(id, listingOf(personOf(news, id), parse))
  const [expressions, terms] = [builder.expressions.size, builder.terms.size]
  const slices = await timedSlices(builder.finish())
  builder = null
  const index = createPreferenceIndex(parse, { first: slices.result })
  const seconds = (performance.now() - began) / 1_000
  const used = bytesUsed() - before
  console.log(
    `index: ${subscribers} subscribers, ${expressions} different expressions of ${terms} terms, made in ${seconds.toFixed(1)} s ` +
      `(longest slice of its last part ${slices.longestMs.toFixed(1)} ms)`,
  )
  console.log(
    `       ${(used / subscribers).toFixed(1)} bytes a subscriber (${Math.round(used / mebibyte)} MiB: heap, external and array buffers)`,
  )
  for (const ask of alerts.slice(0, 100)) index.audience(ask().facts, at)
  const times: number[] = []
  const cpuTimes: number[] = []
  const sizes: number[] = []
  for (const ask of alerts) {
    const [start, cpu] = [performance.now(), process.cpuUsage()]
    const found = index.audience(ask().facts, at)
    const { user, system } = process.cpuUsage(cpu)
    times.push(performance.now() - start)
    cpuTimes.push((user + system) / 1_000)
    sizes.push(found.length)
    await nextTurn()
  }
  console.log(
    `       ${alerts.length} alerts, words read and audience found: median ${median(times).toFixed(2)} ms, ` +
      `p99 ${percentile(times, 0.99).toFixed(2)} ms, longest ${Math.max(...times).toFixed(2)} ms ` +
      `(CPU time: ${median(cpuTimes).toFixed(2)}, ${percentile(cpuTimes, 0.99).toFixed(2)} ms); ` +
      `audience median ${median(sizes)}, p99 ${percentile(sizes, 0.99)}, largest ${Math.max(...sizes)}`,
  )
  await runChanges(news, index, { subscribers, alerts })
  return index
}

async function runChanges(
  news: News,
  index: PreferenceIndex,
  { subscribers, alerts }: { subscribers: number; alerts: (() => Asked)[] },
): Promise<void> {
  const chance = chanceOf(9)
  const times: number[] = []
  for (let change = 0; change < 500; change++) {
    const ask = alerts[change % alerts.length]
    if (!ask) continue
    const id = 1 + chance.below(subscribers)
    const start = performance.now()
    index.set(id, { ...personOf(news, id), scope: 'all', least: 'developing', less: [], muted: [] })
    const found = index.audience(ask().facts, at)
    times.push(performance.now() - start)
    if (!found.includes(id)) throw new Error('A changed preference is not in the next answer.')
    index.set(id, personOf(news, id))
  }
  console.log(
    `       a changed preference and the next answer, which has it: median ${median(times).toFixed(2)} ms, p99 ${percentile(times, 0.99).toFixed(2)} ms`,
  )
  const began = performance.now()
  await index.fold(new AbortController().signal)
  console.log(
    `       what 1,000 changes left put together in ${(performance.now() - began).toFixed(0)} ms; ${index.size()} subscribers`,
  )
}

async function timedSlices<Result>(work: Generator<void, Result>) {
  let longestMs = 0
  for (;;) {
    const began = performance.now()
    const step = work.next()
    longestMs = Math.max(longestMs, performance.now() - began)
    if (step.done) return { result: step.value, longestMs }
    await nextTurn()
  }
}

/** `external` has the array buffers in it. */
function bytesUsed(): number {
  for (let round = 0; round < 3; round++) globalThis.gc?.()
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}
