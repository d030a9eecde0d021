/**
 * `npm run bench:stories`: items a second of one core, and memory, with many live stories. Full texts of the recorded
 * wire, told again and again with other names; reading their words, the grouping alone and the whole machine, and beside
 * them what one would write first (`stories/tfidf-grouper.ts`). CPU time of this process; memory after a collection.
 *
 *   --stories N   live stories before the last thousand items are measured (50,000)
 *   --part P      words, grouping, machine or peer; all of them, each in a process of its own
 *                 floods: one story that grows to `--stories` items, invented
 */
import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { hasCorpora } from '../scripts/stories/corpora.ts'
import { createGrouping } from '../src/stories/grouping/grouping.ts'
import { shippedModel } from '../src/stories/grouping/model.ts'
import { createStoryMachine } from '../src/stories/machine/create-story-machine.ts'
import { shippedParts } from '../src/stories/machine/shipped-parts.ts'
import { shippedBackground } from '../src/stories/words/background.ts'
import { createWordReader } from '../src/stories/words/read-words.ts'
import { createSmallWords } from '../src/stories/words/small-words.ts'
import { type Flood, floodItem, floods } from './stories/flood.ts'
import { type FullText, recordedTexts, retold } from './stories/invented-wire.ts'
import { createTfidfGrouper } from './stories/tfidf-grouper.ts'

const parts = ['words', 'grouping', 'machine', 'peer', 'floods'] as const
type Part = (typeof parts)[number]

/** One item; returns how many stories there are. */
type Step = (item: FullText, id: number) => number

const { values } = parseArgs({
  options: { stories: { type: 'string', default: '50000' }, part: { type: 'string' } },
})
const wanted = Number(values.stories)
/** The last ones are measured. */
const measured = 5_000
const collect = () => globalThis.gc?.()

const part = parts.find(known => known === values.part)
if (part !== 'floods' && !hasCorpora()) {
  console.error('There is nothing to group: ../shared/corpora is not there.')
  process.exit(1)
}
// Memory is counted after a collection, for which a process must be started.
if (part === 'floods' && globalThis.gc) for (const flood of floods) measureFlood(flood)
else if (part && part !== 'floods' && globalThis.gc) measure(part)
else
  for (const one of part ? [part] : parts.slice(0, -1)) {
    const args = ['--expose-gc', fileURLToPath(import.meta.url), '--part', one, '--stories', String(wanted)]
    execFileSync(process.execPath, args, { stdio: 'inherit' })
  }

function measure(what: Exclude<Part, 'floods'>): void {
  const background = shippedBackground()
  const texts = recordedTexts()
  const step = stepOf(what)
  const before = usedMiB()
  const times: { ms: number; cpuMs: number }[] = []
  let [id, stories] = [0, 0]
  for (let round = 0; stories < wanted; round++)
    for (const text of texts) {
      const item = retold(text, round, background)
      const [began, cpu] = [performance.now(), process.cpuUsage()]
      stories = step(item, ++id)
      const { user, system } = process.cpuUsage(cpu)
      times.push({ ms: performance.now() - began, cpuMs: (user + system) / 1_000 })
      if (stories >= wanted) break
    }
  const last = times.slice(-measured)
  const cpuMs = last.reduce((sum, time) => sum + time.cpuMs, 0)
  const sorted = last.map(({ ms }) => ms).sort((one, other) => one - other)
  const at = (share: number) => (sorted[Math.floor(share * (sorted.length - 1))] ?? 0).toFixed(2)
  console.log(
    `${what.padEnd(9)} ${Math.round((last.length * 1_000) / cpuMs)} items a second of CPU; p50 ${at(0.5)}, p99 ${at(0.99)}, ` +
      `longest ${at(1)} ms; ${id} items, ${stories} stories, ${usedMiB() - before} MiB more`,
  )
}

/** What an item of one story costs, from a thousand on and at the end. */
function measureFlood(flood: Flood): void {
  const machine = createStoryMachine(shippedParts())
  const before = usedMiB()
  const takeTo = (from: number, to: number) => {
    const cpu = process.cpuUsage()
    for (let id = from; id < to; id++) {
      const { at: seenAt, ...item } = floodItem(flood, id)
      const source = { sourceId: id % 50, sourceName: `Source ${id % 50}`, firstPoll: false }
      machine.take({ id, ...source, ...item, urlKey: 'live', publishedAt: null, seenAt })
      machine.takeUnwritten()
    }
    const { user, system } = process.cpuUsage(cpu)
    return ((user + system) / 1_000 / (to - from)).toFixed(2)
  }
  takeTo(1, 1_000)
  const first = takeTo(1_000, 1_500)
  takeTo(1_500, wanted - 500)
  const last = takeTo(wanted - 500, wanted)
  const kib = (((usedMiB() - before) * 1_024) / wanted).toFixed(1)
  console.log(
    `${flood.padEnd(9)} CPU of an item: ${first} ms from the thousandth on, ${last} ms before the ${wanted}th; ${kib} KiB an item`,
  )
}

function usedMiB(): number {
  collect()
  const { heapUsed, external } = process.memoryUsage()
  return Math.round((heapUsed + external) / 2 ** 20)
}

/** The words are read in each; an item is seen when it came, in all rounds. */
function stepOf(what: Exclude<Part, 'floods'>): Step {
  const background = shippedBackground()
  const read = createWordReader(background, createSmallWords())
  if (what === 'words')
    return (item, id) => {
      read(item)
      return id
    }
  if (what === 'peer') {
    const peer = createTfidfGrouper()
    return item => {
      peer.place(read(item))
      return peer.stories()
    }
  }
  if (what === 'grouping') {
    const grouping = createGrouping({ model: shippedModel(), background })
    return (item, id) => {
      grouping.place({ id, words: read(item), urlKey: null, at: item.at })
      return grouping.liveStories()
    }
  }
  const machine = createStoryMachine(shippedParts())
  let founded = 0
  return ({ at: seenAt, ...item }, id) => {
    const source = { sourceId: id % 50, sourceName: `Source ${id % 50}`, firstPoll: false }
    const { moments } = machine.take({ id, ...source, ...item, urlKey: null, publishedAt: null, seenAt })
    machine.takeUnwritten()
    founded += moments.filter(({ kind }) => kind === 'founded').length
    founded -= moments.filter(({ kind }) => kind === 'merged').length
    return founded
  }
}
