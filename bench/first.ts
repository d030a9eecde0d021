/**
 * `npm run bench:first [-- --store sqlite|postgres --json]`: how fast the first whole path is, for later
 * comparison. The program runs as an operator starts it, against an SMTP server in another process; the numbers
 * are taken outside of it. Takes about three minutes, at most six, and removes everything it made.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { createApiClient } from '../test/support/api-client.ts'
import { formToken } from '../test/support/open-place.ts'
import { startPostgres } from '../test/support/postgres.ts'
import { startSmtpSink } from '../test/support/smtp-sink.ts'
import { startSmtpSinkProcess } from '../test/support/start-smtp-sink-process.ts'
import type { StorePlace } from '../test/support/store-place.ts'
import { type Environment, environmentOf, runCommand, startTocsin } from '../test/support/tocsin-process.ts'
import { benchAlert, measureDeliveries } from './first/deliveries.ts'
import { measureItems } from './first/item-latency.ts'
import { measurePages } from './first/pages.ts'
import { type BenchResult, printReport } from './first/report.ts'
import { followSinkLog } from './first/sink-arrivals.ts'
import { measureStartUps } from './first/start-up.ts'
import { captureMail } from './support/capture-mail.ts'
import { machineLine, thisMachine } from './support/machine.ts'
import type { PeerMail } from './support/peer-mailer.ts'
import { residentMib } from './support/process-cost.ts'
import { type BenchScope, createScope } from './support/scope.ts'

const startUps = 5
const items = 200
const subscribers = 10_000
const connections = 20
/** On a machine that others use too; alone it takes half of that. */
const deadlineMs = 360_000

const { values } = parseArgs({
  options: { store: { type: 'string', default: 'sqlite' }, json: { type: 'boolean', default: false } },
})
const store = values.store === 'sqlite' || values.store === 'postgres' ? values.store : null
if (!store) throw new Error(`--store must be sqlite or postgres, but is "${values.store}".`)

const machine = thisMachine()
if (!values.json) console.log(`${machineLine(machine)}; ${store}`)

await using scope = createScope()
// What hangs must not hang for ever: the scope closes and says how far it came.
let step = 'starting'
const { promise: late, reject } = Promise.withResolvers<never>()
const deadline = setTimeout(() => reject(new Error(`Not done after ${deadlineMs} ms: ${step}.`)), deadlineMs)
scope.after(() => clearTimeout(deadline))
const result = await Promise.race([run(store), late])
if (values.json) console.log(JSON.stringify(result))
else printReport(result)

async function run(kind: 'sqlite' | 'postgres'): Promise<BenchResult> {
  const from = performance.now()
  const place = await freshPlace(scope, kind)
  step = 'npm start'
  const startUpMs = await measureStartUps(scope, environmentOf(place), startUps)
  const { latency, mail, bytes } = await firstPart(place)
  const { importSeconds, ...second } = await secondPart(place, mail)
  const benchSeconds = (performance.now() - from) / 1_000
  const rest = { items: latency, mailBytes: bytes, importSeconds, ...second, benchSeconds }
  return { machine, store: kind, startUpMs, ...rest }
}

/** One subscriber, and a sink in this process, which sees each mail the moment it is accepted. */
async function firstPart(place: StorePlace) {
  step = 'items'
  const sink = await startSmtpSink()
  scope.after(() => sink.stop())
  const env = environmentOf(place, { SMTP_URL: `${sink.url}?pool=${connections}` })
  await importPeople(env, place.dataDir, 1)
  const api = await createApiClient(env, 'bench')
  const server = await startTocsin(scope, env)
  const captured = await captureMail(api, server.origin, sink, benchAlert)
  const latency = await measureItems(scope, env, sink, items)
  await server.stop()
  return { latency, mail: captured.mail, bytes: captured.bytes }
}

/** Everybody, and a sink in a process of its own, which takes mails faster than anybody sends them. */
async function secondPart(place: StorePlace, mail: PeerMail) {
  step = 'pages'
  const logFile = join(place.dataDir, 'accepted.log')
  const sink = await startSmtpSinkProcess({ logFile })
  scope.after(() => sink.stop())
  const arrivals = followSinkLog(logFile)
  scope.after(() => arrivals.close())
  const env = environmentOf(place, {
    SMTP_URL: `${sink.url}?pool=${connections}`,
    // What one machine takes is measured, not what it refuses.
    SIGN_UP_LIMITS: 'unproven: 1000000/h; burst: 1000000/min; domain: 1000000/h',
  })
  const importSeconds = await importPeople(env, place.dataDir, subscribers)
  const api = await createApiClient(env, 'bench again')
  const server = await startTocsin(scope, env)
  const start = residentMib(server.pid)
  const pages = await measurePages(server, count => Array.from({ length: count }, () => formToken(env)))
  step = 'confirmations'
  await arrivals.span(0, pages.signUps - 1, 60_000)
  step = 'deliveries'
  const orderFile = join(place.dataDir, 'peer.json')
  const sending = { mail, orderFile, subscribers, connections }
  const parts = { server, api, arrivals, sinkPort: sink.port, ...sending }
  const deliveries = await measureDeliveries(scope, parts)
  const end = residentMib(server.pid)
  const code = await server.stop()
  if (code !== 0) throw new Error(`The server ended with ${code}.`)
  return { importSeconds, pages, deliveries, residentMib: { start, end } }
}

async function freshPlace(within: BenchScope, kind: 'sqlite' | 'postgres'): Promise<StorePlace> {
  const dataDir = await mkdtemp(join(tmpdir(), 'tocsin-bench-'))
  within.after(() => rm(dataDir, { recursive: true, force: true }))
  if (kind === 'sqlite') return { dataDir, databaseUrl: `sqlite:${join(dataDir, 'tocsin.db')}` }
  const server = await startPostgres()
  within.after(() => server.stop())
  return { dataDir, databaseUrl: await server.createDatabase() }
}

/** reader0, reader1 and so on; who is there already stays. Returns the seconds of the command. */
async function importPeople(env: Environment, dataDir: string, count: number): Promise<number> {
  const file = join(dataDir, 'people.csv')
  const rows = Array.from({ length: count }, (_, n) => `reader${n}@example.org`)
  await writeFile(file, ['address', ...rows].join('\n'))
  const from = performance.now()
  const { code, err } = await runCommand(env, ['subscriber', 'import', file])
  if (code !== 0) throw new Error(err)
  return (performance.now() - from) / 1_000
}
