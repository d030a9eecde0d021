/**
 * One alert to everybody, from the API's POST to the last acceptance at the SMTP server, and nodemailer's pool
 * with the same mail, the same connections and the same server in turns, so that both meet the same machine.
 */
import type { ApiAlert, ApiClient } from '../../test/support/api-client.ts'
import { pollUntil } from '../../test/support/poll-until.ts'
import type { TocsinProcess } from '../../test/support/tocsin-process.ts'
import type { PeerMail } from '../support/peer-mailer.ts'
import { cpuPerThousand } from '../support/process-cost.ts'
import type { BenchScope } from '../support/scope.ts'
import { startPeer } from '../support/start-peer.ts'
import { median } from '../support/statistics.ts'
import type { SinkArrivals } from './sink-arrivals.ts'

const runs = 3
const deadlineMs = 60_000

export interface SendRun {
  perSecond: number
  /** From the order to the first acceptance. */
  firstMs: number
  cpuMsPerThousand: number
}

export interface DeliverySpeed {
  subscribers: number
  connections: number
  tocsin: SendRun
  nodemailer: SendRun
  /** Tocsin's deliveries per second over nodemailer's: the median of the turns' ratios. */
  ratio: number
  runs: { tocsin: SendRun[]; nodemailer: SendRun[] }
}

export interface DeliveryParts {
  server: TocsinProcess
  api: ApiClient
  arrivals: SinkArrivals
  sinkPort: number
  mail: PeerMail
  /** Where the peer's order is written. */
  orderFile: string
  subscribers: number
  connections: number
}

export const benchAlert = {
  headline: 'The bridge over the river is closed after a ship hit a pillar',
  summary: 'Traffic is sent round by the north. Nobody was hurt, says the harbour office.',
  priority: 'flash',
  kind: 'alert',
  send: true,
}

export async function measureDeliveries(scope: BenchScope, parts: DeliveryParts): Promise<DeliverySpeed> {
  const { sinkPort: port, mail, orderFile } = parts
  const recipients = Array.from({ length: parts.subscribers }, (_, n) => `peer${n}@example.org`)
  const order = { port, connections: parts.connections, mail, recipients, dkim: null }
  const peer = await startPeer(scope, orderFile, order)
  const all: DeliverySpeed['runs'] = { tocsin: [], nodemailer: [] }
  for (let run = 0; run < runs; run++) {
    all.tocsin.push(await sendAlert(parts))
    all.nodemailer.push(await timed(parts, peer.pid, () => peer.send(parts.subscribers)))
  }
  const { subscribers, connections } = parts
  const ratios = all.tocsin.map((run, n) => run.perSecond / (all.nodemailer[n]?.perSecond ?? Number.NaN))
  return {
    subscribers,
    connections,
    tocsin: medianRun(all.tocsin),
    nodemailer: medianRun(all.nodemailer),
    ratio: median(ratios),
    runs: all,
  }
}

/** To the end of the books, which comes after the last acceptance and is checked, not timed. */
async function sendAlert(parts: DeliveryParts): Promise<SendRun> {
  const { api, server, subscribers } = parts
  let id = ''
  const run = await timed(parts, server.pid, async () => {
    const { status, body } = await api.post<{ id: string }>(server.origin, '/api/alerts', benchAlert)
    if (status !== 201) throw new Error(`POST /api/alerts answered ${status}.`)
    id = body.id
  })
  const ended = await pollUntil('the alert to end', async () => {
    const alert = await api.get<ApiAlert>(server.origin, `/api/alerts/${id}`)
    return alert.state === 'sent' && alert
  })
  if (ended.accepted !== subscribers) throw new Error(`accepted: ${ended.accepted}, not ${subscribers}.`)
  return run
}

async function timed(
  { arrivals, subscribers }: DeliveryParts,
  pid: number,
  order: () => Promise<unknown>,
): Promise<SendRun> {
  const before = arrivals.count()
  const from = performance.now()
  let span = { firstAt: 0, lastAt: 0 }
  const cpuMsPerThousand = await cpuPerThousand(pid, subscribers, async () => {
    await order()
    span = await arrivals.span(before, before + subscribers - 1, deadlineMs)
  })
  return {
    perSecond: subscribers / ((span.lastAt - from) / 1_000),
    firstMs: span.firstAt - from,
    cpuMsPerThousand,
  }
}

function medianRun(all: readonly SendRun[]): SendRun {
  const of = (name: keyof SendRun) => median(all.map(run => run[name]))
  return { perSecond: of('perSecond'), firstMs: of('firstMs'), cpuMsPerThousand: of('cpuMsPerThousand') }
}
