/**
 * `npm run bench:feeds [-- --part read|poll|push --store sqlite|postgres --json]`: what reading feeds, polling and
 * being pushed costs. Without `--part` all: real feeds beside other parsers, one simulated hour of ten thousand
 * sources, and from a hub's POST to the stored item.
 */
import { tmpdir } from 'node:os'
import { parseArgs } from 'node:util'
import { pollHour } from './feeds/poll-hour.ts'
import { pushLatency } from './feeds/push-latency.ts'
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
    pushes: { type: 'string', default: '1000' },
    seed: { type: 'string', default: '1' },
    json: { type: 'boolean', default: false },
  },
})
const { json } = values
const all = ['read', 'poll', 'push']
const parts = values.part === undefined ? all : [values.part]
if (!parts.every(part => all.includes(part)))
  throw new Error(`--part is one of ${all.join(', ')}, but "${values.part}" was given.`)
const store: StoreKind | null = values.store === 'sqlite' || values.store === 'postgres' ? values.store : null
if (!store) throw new Error(`--store is "sqlite" or "postgres", but "${values.store}" was given.`)

const machine = thisMachine()
if (!json) console.log(machineLine(machine))
await using scope = createScope()
if (parts.includes('read')) await read(store)
if (parts.includes('poll'))
  await pollHour(scope, { sources: Number(values.sources), seed: Number(values.seed), json })
if (parts.includes('push'))
  await pushLatency(scope, {
    ...{ store, json, folder: values.folder },
    pushes: Number(values.pushes),
  })

async function read(kind: StoreKind): Promise<void> {
  const options = { store: kind, folder: values.folder, runs: Number(values.runs) }
  const result = await readFeeds(scope, options, what => console.error(what))
  if (!result)
    console.error('reading: skipped, the recorded feeds (shared/corpora) are not beside this checkout')
  else if (json) console.log(JSON.stringify({ machine, ...result }))
  else printRead(result)
}
