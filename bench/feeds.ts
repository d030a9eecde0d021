/**
 * `npm run bench:feeds [-- --part read|poll --store sqlite|postgres --json]`: what reading and polling feeds costs.
 * Without `--part` both: real feeds beside other parsers, and one simulated hour of ten thousand sources.
 */
import { tmpdir } from 'node:os'
import { parseArgs } from 'node:util'
import { pollHour } from './feeds/poll-hour.ts'
import { readFeeds } from './feeds/read-feeds.ts'
import { printRead } from './feeds/read-report.ts'
import type { StoreKind } from './feeds/whole-way.ts'
import { machineLine, thisMachine } from './support/machine.ts'
import { createScope } from './support/scope.ts'

const { values } = parseArgs({
  options: {
    part: { type: 'string' },
    store: { type: 'string', default: 'sqlite' },
    folder: { type: 'string', default: tmpdir() },
    runs: { type: 'string', default: '15' },
    sources: { type: 'string', default: '10000' },
    seed: { type: 'string', default: '1' },
    json: { type: 'boolean', default: false },
  },
})
const { json } = values
const parts = values.part === undefined ? ['read', 'poll'] : [values.part]
if (!parts.every(part => part === 'read' || part === 'poll'))
  throw new Error(`--part is "read" or "poll", but "${values.part}" was given.`)
const store: StoreKind | null = values.store === 'sqlite' || values.store === 'postgres' ? values.store : null
if (!store) throw new Error(`--store is "sqlite" or "postgres", but "${values.store}" was given.`)

const machine = thisMachine()
if (!json) console.log(machineLine(machine))
await using scope = createScope()
if (parts.includes('read')) await read(store)
if (parts.includes('poll'))
  await pollHour(scope, { sources: Number(values.sources), seed: Number(values.seed), json })

async function read(kind: StoreKind): Promise<void> {
  const options = { store: kind, folder: values.folder, runs: Number(values.runs) }
  const result = await readFeeds(scope, options, what => console.error(what))
  if (!result)
    console.error('reading: skipped, the recorded feeds (shared/corpora) are not beside this checkout')
  else if (json) console.log(JSON.stringify({ machine, ...result }))
  else printRead(result)
}
