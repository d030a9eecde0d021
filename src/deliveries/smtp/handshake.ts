/**
 * A fresh wire -> a dialogue that is ready for MAIL, with what the relay can: greeting, EHLO, TLS, AUTH.
 * An offered STARTTLS that fails ends the connection, always: there is no way back to plain text. Credentials
 * go over TLS or loopback only. What was said before TLS is forgotten after it (RFC 3207 §4.2).
 */
import { Asker } from './ask.ts'
import { authenticate } from './auth.ts'
import { type Capabilities, noCapabilities, readCapabilities } from './capabilities.ts'
import { Dialogue } from './dialogue.ts'
import { type HandshakeFailure, lostFailure, permanentFailure, replyFailure } from './handshake-failure.ts'
import { isLoopbackPeer, secureSocket } from './open-socket.ts'
import type { SmtpSettings } from './settings.ts'
import type { Wire } from './wire.ts'

interface Greeted {
  ok: true
  asker: Asker
  capabilities: Capabilities
}

type Handshake = Greeted | HandshakeFailure
type Secure = (wire: Wire) => Promise<{ ok: true; wire: Wire } | HandshakeFailure>

/** Owns the wire: after a failure its socket is destroyed. */
export async function shakeHands(
  plain: Wire,
  settings: SmtpSettings,
  signal?: AbortSignal,
): Promise<{ ok: true; dialogue: Dialogue; capabilities: Capabilities } | HandshakeFailure> {
  const local = isLoopbackPeer(plain.socket)
  const { host, tls, timeouts } = settings
  const secure: Secure = async wire => {
    const wish = { host, checkCertificate: !local, handshakeMs: timeouts.connectMs, memory: tls }
    const opened = await secureSocket(wire, wish, signal)
    return opened.ok ? opened : { ...opened, reply: null }
  }
  let secured = settings.implicitTls
  const first = secured ? await secure(plain) : { ok: true as const, wire: plain }
  if (!first.ok) return first
  let greeted = await greet(askOver(first.wire, settings), settings)
  if (greeted.ok && !secured && greeted.capabilities.startTls) {
    greeted = await startTls(greeted.asker, secure, settings)
    secured = true
  }
  if (!greeted.ok) return greeted
  const failure = await logIn(greeted, settings, secured || local)
  const { dialogue } = greeted.asker
  if (failure) return over(greeted.asker, failure)
  return dialogue.lost ? lostFailure(dialogue.lost) : { ...greeted, dialogue }
}

function askOver(wire: Wire, { timeouts }: SmtpSettings): Asker {
  return new Asker(new Dialogue(wire, timeouts))
}

async function greet(asker: Asker, settings: SmtpSettings): Promise<Handshake> {
  const answer = await asker.ask('the connection', null, settings.timeouts.greetingMs)
  if (answer.kind === 'lost') return lostFailure(answer.lost)
  if (answer.reply.code !== 220) return over(asker, replyFailure('the connection', answer.reply))
  return hello(asker, settings)
}

/** EHLO, or HELO for a relay that does not know it (RFC 5321 §3.2). */
async function hello(asker: Asker, settings: SmtpSettings): Promise<Handshake> {
  const { clientName, timeouts } = settings
  const answer = await asker.ask('EHLO', `EHLO ${clientName}`, timeouts.commandMs)
  if (answer.kind === 'lost') return lostFailure(answer.lost)
  if (answer.reply.code === 250) return { ok: true, asker, capabilities: readCapabilities(answer.lines) }
  if (answer.reply.code < 500) return over(asker, replyFailure('EHLO', answer.reply))
  const older = await asker.ask('HELO', `HELO ${clientName}`, timeouts.commandMs)
  if (older.kind === 'lost') return lostFailure(older.lost)
  if (older.reply.code !== 250) return over(asker, replyFailure('HELO', older.reply))
  return { ok: true, asker, capabilities: noCapabilities }
}

async function startTls(asker: Asker, secure: Secure, settings: SmtpSettings): Promise<Handshake> {
  const answer = await asker.ask('STARTTLS', 'STARTTLS', settings.timeouts.commandMs)
  if (answer.kind === 'lost') return lostFailure(answer.lost)
  if (answer.reply.code !== 220) return over(asker, replyFailure('STARTTLS', answer.reply))
  const { dialogue } = asker
  const wire = dialogue.release()
  if (!wire) return lostFailure(dialogue.lost ?? { reason: 'the connection was lost', reply: null })
  const secured = await secure(wire)
  return secured.ok ? hello(askOver(secured.wire, settings), settings) : secured
}

async function logIn(
  { asker, capabilities }: Greeted,
  { login, timeouts }: SmtpSettings,
  confidential: boolean,
): Promise<HandshakeFailure | null> {
  if (login === null) return null
  if (!confidential)
    return permanentFailure('the relay offers no STARTTLS, and a password is never sent in plain text')
  return authenticate(asker, capabilities.authMechanisms, login, timeouts.commandMs)
}

function over(asker: Asker, failure: HandshakeFailure): HandshakeFailure {
  asker.dialogue.lose(failure.reason)
  return failure
}
