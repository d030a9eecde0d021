/**
 * One alert to everybody, seen from outside: from the API's POST to the sink's last acceptance, and on until the
 * alert has ended. What always holds: a run whose books and sink disagree is no result.
 */
import type { ApiAlert, ApiClient } from '../../test/support/api-client.ts'
import { pollUntil } from '../../test/support/poll-until.ts'
import { cpuMs, familyCpuMs } from '../support/process-cost.ts'
import { checkBooks } from './books.ts'
import { type MemoryCurve, sampleMemory } from './memory.ts'
import type { Product } from './product.ts'
import type { BenchSink } from './sink.ts'
import { awaitArrivals } from './sink-count.ts'

const booksDeadlineMs = 120_000

export interface AlertRun {
  messages: number
  perSecond: number
  /** From the request to the first acceptance. */
  firstMs: number
  /** From the last acceptance until the alert is `sent`. */
  closedAfterMs: number
  /** Milliseconds of CPU for a thousand messages, until the alert is `sent`. */
  cpuPerThousand: { product: number; sink: number; database: number | null }
  /** Of the process that sends. */
  memory: MemoryCurve
}

export interface AlertRunParts {
  product: Product
  api: ApiClient
  sink: BenchSink
  fields: object
  subscribers: number
  databasePid: number | null
  say(what: string): void
  /** Runs as soon as the order was answered. */
  meanwhile(): Promise<unknown>
}

export async function runAlert(parts: AlertRunParts): Promise<AlertRun> {
  const { product, api, sink, subscribers, say } = parts
  const before = sink.count()
  const cpuBefore = cpuOf(parts)
  const endSampling = sampleMemory(product.sendingPid)
  const from = performance.now()
  const arrived = awaitArrivals(sink.count, { before, many: subscribers, say })
  const [{ firstAt, lastAt }, id] = await Promise.all([arrived, order(parts)])
  const alert = await untilEnded(api, product.origin, id)
  const closedAfterMs = performance.now() - lastAt
  const memory = endSampling()
  const cpu = cpuOf(parts)
  checkBooks(alert, { subscribers, taken: sink.count() - before, doubled: () => sink.doubled(before) })
  const each = (after: number, earlier: number) => ((after - earlier) / subscribers) * 1_000
  return {
    messages: subscribers,
    perSecond: subscribers / ((lastAt - from) / 1_000),
    firstMs: firstAt - from,
    closedAfterMs,
    cpuPerThousand: {
      product: each(cpu.product, cpuBefore.product),
      sink: each(cpu.sink, cpuBefore.sink),
      database: parts.databasePid === null ? null : each(cpu.database, cpuBefore.database),
    },
    memory,
  }
}

async function order({ api, product, fields, meanwhile }: AlertRunParts): Promise<string> {
  const { status, body } = await api.post<{ id: string }>(product.origin, '/api/alerts', fields)
  if (status !== 201) throw new Error(`POST /api/alerts answered ${status}: ${JSON.stringify(body)}`)
  await meanwhile()
  return body.id
}

function untilEnded(api: ApiClient, origin: string, id: string): Promise<ApiAlert> {
  const ended = async () => {
    const alert = await api.get<ApiAlert>(origin, `/api/alerts/${id}`)
    return alert.state !== 'sending' && alert
  }
  return pollUntil(`alert ${id} to end`, ended, booksDeadlineMs)
}

function cpuOf({ product, sink, databasePid }: AlertRunParts) {
  return {
    product: product.pids.reduce((sum, pid) => sum + cpuMs(pid), 0),
    sink: cpuMs(sink.pid),
    database: databasePid === null ? Number.NaN : familyCpuMs(databasePid),
  }
}
