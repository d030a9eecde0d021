/**
 * Tocsin and nodemailer's pool in turns, on the same message, sink, connections and machine. They change places in
 * every turn, so that neither always comes second.
 */
import { join } from 'node:path'
import { createApiClient } from '../../test/support/api-client.ts'
import { freePort } from '../support/free-port.ts'
import { cpuMs } from '../support/process-cost.ts'
import { type BenchScope, createScope } from '../support/scope.ts'
import { type Peer, startPeer } from '../support/start-peer.ts'
import { type AlertRun, runAlert } from './alert-run.ts'
import { type BenchMail, peerKey } from './capture.ts'
import type { SendBenchOptions } from './options.ts'
import { type BenchPlace, sendingEnvironment } from './place.ts'
import { startProduct } from './product.ts'
import { measureRawSigning } from './raw-signing.ts'
import { type BenchSink, startSink } from './sink.ts'
import { awaitArrivals } from './sink-count.ts'
import { sendStray } from './stray.ts'

export const connections = 20

export interface PeerRun {
  messages: number
  perSecond: number
  cpuPerThousand: { peer: number; sink: number }
}

export interface Turn {
  tocsin: AlertRun
  nodemailer: PeerRun
  /** Signatures a second of all cores, measured in this turn; null without DKIM. */
  rawSigningPerSecond: number | null
}

export interface TurnsResult {
  signed: boolean
  sink: string
  connections: number
  mailBytes: number
  peerMailBytes: number
  turns: Turn[]
}

export interface TurnsParts {
  place: BenchPlace
  options: SendBenchOptions
  audience: readonly string[]
  signed: boolean
  mail: BenchMail
  say(what: string): void
}

/** The audience has been imported. */
export async function measureTurns(within: BenchScope, parts: TurnsParts): Promise<TurnsResult> {
  const { place, options, audience, signed, mail, say } = parts
  await using scope = createScope(within)
  const sink = await startSink(scope, place.dataDir)
  const port = await freePort()
  const env = sendingEnvironment(place, { smtpUrl: sink.url, connections, port, signed })
  const api = await createApiClient(env, signed ? 'turns with DKIM' : 'turns')
  const product = await startProduct(scope, env, ['web,watch,send'])
  const peer = await startPeer(scope, join(place.dataDir, 'peer.json'), {
    port: sink.port,
    connections,
    mail: mail.peerMail,
    recipients: audience.slice(0, options.peerMessages),
    dkim: signed ? peerKey(place) : null,
  })
  const meanwhile = async () => options.plantStray && (await sendStray(sink.port))
  const subscribers = audience.length
  const alertParts = { product, api, sink, fields: mail.fields, subscribers, meanwhile, say }
  const tocsin = () => runAlert({ ...alertParts, databasePid: place.databasePid })
  const nodemailer = () => runPeer(peer, sink, options.peerMessages, say)
  const turns: Turn[] = []
  for (let n = 0; n < options.runs; n++) {
    say(`${place.kind}${signed ? ' with DKIM' : ''}: turn ${n + 1} of ${options.runs}`)
    const turn = await takeTurn(n % 2 === 0, { tocsin, nodemailer })
    turns.push({ ...turn, rawSigningPerSecond: signed ? await measureRawSigning(place.dkim.file) : null })
  }
  await peer.stop()
  await product.stop()
  const { bytes: mailBytes, peerBytes: peerMailBytes } = mail
  return { signed, sink: sink.name, connections, mailBytes, peerMailBytes, turns }
}

async function takeTurn(
  tocsinFirst: boolean,
  { tocsin, nodemailer }: { tocsin(): Promise<AlertRun>; nodemailer(): Promise<PeerRun> },
): Promise<Pick<Turn, 'tocsin' | 'nodemailer'>> {
  if (tocsinFirst) return { tocsin: await tocsin(), nodemailer: await nodemailer() }
  return { nodemailer: await nodemailer(), tocsin: await tocsin() }
}

async function runPeer(
  peer: Peer,
  sink: BenchSink,
  messages: number,
  say: (what: string) => void,
): Promise<PeerRun> {
  const before = sink.count()
  const cpu = () => ({ peer: cpuMs(peer.pid), sink: cpuMs(sink.pid) })
  const cpuBefore = cpu()
  const from = performance.now()
  const arrived = awaitArrivals(sink.count, { before, many: messages, say })
  const [{ lastAt }] = await Promise.all([arrived, peer.send(messages)])
  const after = cpu()
  const taken = sink.count() - before
  if (taken !== messages) throw new Error(`The sink took ${taken} messages of nodemailer's ${messages}.`)
  const each = (part: 'peer' | 'sink') => ((after[part] - cpuBefore[part]) / messages) * 1_000
  return {
    messages,
    perSecond: messages / ((lastAt - from) / 1_000),
    cpuPerThousand: { peer: each('peer'), sink: each('sink') },
  }
}
