/**
 * What the product sends for the bench's alert, seen by one reader before the others come in; and the proof that
 * nodemailer's process, told the same, sends as much.
 */
import { join } from 'node:path'
import { createApiClient } from '../../test/support/api-client.ts'
import { type SmtpSink, startSmtpSink } from '../../test/support/smtp-sink.ts'
import { type CapturedMail, captureMail } from '../support/capture-mail.ts'
import { freePort } from '../support/free-port.ts'
import type { PeerMail, PeerOrder } from '../support/peer-mailer.ts'
import { type BenchScope, createScope } from '../support/scope.ts'
import { startPeer } from '../support/start-peer.ts'
import { importAudience } from './import-audience.ts'
import { type BenchPlace, sendingEnvironment } from './place.ts'
import { startProduct } from './product.ts'
import { fitAlert } from './sized-alert.ts'

export interface BenchMail {
  fields: object
  peerMail: PeerMail
  bytes: number
  peerBytes: number
}

/** How far the peer's mail may be off, as a share. */
const tolerance = 0.05

export async function captureBenchMail(
  within: BenchScope,
  { place, signed, reader }: { place: BenchPlace; signed: boolean; reader: string },
): Promise<BenchMail> {
  await using scope = createScope(within)
  const sink = await startSmtpSink()
  scope.after(() => sink.stop())
  const told = { smtpUrl: sink.url, connections: 1, port: await freePort(), signed }
  const env = sendingEnvironment(place, told)
  await importAudience(env, place.dataDir, [reader])
  const api = await createApiClient(env, signed ? 'capture signed' : 'capture')
  const product = await startProduct(scope, env, ['web,watch,send'])
  const { fields, captured } = await fitAlert(alert => captureMail(api, product.origin, sink, alert))
  checkSignatures(captured, signed)
  await product.stop()
  const { mail: peerMail, bytes } = captured
  const dkim = signed ? peerKey(place) : null
  const order = { port: sink.port, connections: 1, mail: peerMail, recipients: [reader], dkim }
  const peerBytes = await measurePeer(scope, sink, join(place.dataDir, 'peer-capture.json'), order)
  if (Math.abs(peerBytes - bytes) > tolerance * bytes)
    throw new Error(
      `Nodemailer's mail has ${peerBytes} bytes, and Tocsin's ${bytes}: they cannot be compared.`,
    )
  return { fields, peerMail, bytes, peerBytes }
}

/** nodemailer's option for the key that the product signs with. */
export function peerKey({ dkim }: BenchPlace): PeerOrder['dkim'] {
  return { domainName: dkim.domain, keySelector: dkim.selector, privateKey: dkim.privateKey }
}

function checkSignatures({ signatures }: CapturedMail, signed: boolean): void {
  if (signatures !== (signed ? 1 : 0))
    throw new Error(
      `The product's mail has ${signatures} DKIM signatures, and should have ${signed ? 1 : 0}: does it know the variable DKIM?`,
    )
}

async function measurePeer(
  scope: BenchScope,
  sink: SmtpSink,
  orderFile: string,
  order: PeerOrder,
): Promise<number> {
  const before = sink.messages.length
  const peer = await startPeer(scope, orderFile, order)
  await peer.send(1)
  await peer.stop()
  const message = sink.messages[before]
  if (!message) throw new Error('Nodemailer’s mail did not reach the sink.')
  if (order.dkim && !message.headers.has('dkim-signature')) throw new Error('Nodemailer signed nothing.')
  return message.raw.length
}
