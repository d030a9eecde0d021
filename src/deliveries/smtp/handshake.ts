/**
 * A fresh socket -> a dialogue that is ready for MAIL, with what the relay can: greeting, EHLO, TLS, AUTH.
 * An offered STARTTLS that fails ends the connection, always: there is no way back to plain text. Credentials
 * go over TLS or loopback only. What was said before TLS is forgotten after it (RFC 3207 §4.2).
 */
import type { Socket } from 'node:net'
import { authenticate } from './auth.ts'
import { type Capabilities, noCapabilities, readCapabilities } from './capabilities.ts'
import { Dialogue } from './dialogue.ts'
import { type HandshakeFailure, lostFailure, permanentFailure, replyFailure } from './handshake-failure.ts'
import { isLoopbackPeer, secureSocket } from './open-socket.ts'
import type { SmtpSettings } from './settings.ts'

interface Greeted {
  ok: true
  dialogue: Dialogue
  capabilities: Capabilities
}

type Handshake = Greeted | HandshakeFailure

/** Owns the socket: after a failure it is destroyed. */
export async function shakeHands(
  plain: Socket,
  settings: SmtpSettings,
  signal?: AbortSignal,
): Promise<Handshake> {
  const local = isLoopbackPeer(plain)
  const secure = async (socket: Socket) => {
    const wish = {
      host: settings.host,
      checkCertificate: !local,
      handshakeMs: settings.timeouts.connectMs,
    }
    const opened = await secureSocket(socket, wish, signal)
    return opened.ok ? opened : { ...opened, reply: null }
  }
  let secured = settings.implicitTls
  const first = secured ? await secure(plain) : { ok: true as const, socket: plain }
  if (!first.ok) return first
  let greeted = await greet(new Dialogue(first.socket), settings)
  if (greeted.ok && !secured && greeted.capabilities.startTls) {
    greeted = await startTls(greeted.dialogue, secure, settings)
    secured = true
  }
  if (!greeted.ok) return greeted
  const failure = await logIn(greeted, settings, secured || local)
  return failure ? over(greeted.dialogue, failure) : greeted
}

async function greet(dialogue: Dialogue, settings: SmtpSettings): Promise<Handshake> {
  const answer = await dialogue.expect('the connection', settings.timeouts.greetingMs)
  if (answer.kind === 'lost') return lostFailure(answer.lost)
  if (answer.reply.code !== 220) return over(dialogue, replyFailure('the connection', answer.reply))
  return hello(dialogue, settings)
}

/** EHLO, or HELO for a relay that does not know it (RFC 5321 §3.2). */
async function hello(dialogue: Dialogue, settings: SmtpSettings): Promise<Handshake> {
  const { clientName, timeouts } = settings
  const answer = await dialogue.ask('EHLO', `EHLO ${clientName}`, timeouts.commandMs)
  if (answer.kind === 'lost') return lostFailure(answer.lost)
  if (answer.reply.code === 250) return { ok: true, dialogue, capabilities: readCapabilities(answer.reply) }
  if (answer.reply.code < 500) return over(dialogue, replyFailure('EHLO', answer.reply))
  const older = await dialogue.ask('HELO', `HELO ${clientName}`, timeouts.commandMs)
  if (older.kind === 'lost') return lostFailure(older.lost)
  if (older.reply.code !== 250) return over(dialogue, replyFailure('HELO', older.reply))
  return { ok: true, dialogue, capabilities: noCapabilities }
}

async function startTls(
  dialogue: Dialogue,
  secure: (socket: Socket) => Promise<{ ok: true; socket: Socket } | HandshakeFailure>,
  settings: SmtpSettings,
): Promise<Handshake> {
  const answer = await dialogue.ask('STARTTLS', 'STARTTLS', settings.timeouts.commandMs)
  if (answer.kind === 'lost') return lostFailure(answer.lost)
  if (answer.reply.code !== 220) return over(dialogue, replyFailure('STARTTLS', answer.reply))
  const socket = dialogue.release()
  if (!socket) return lostFailure(dialogue.lost ?? { reason: 'the connection was lost', reply: null })
  const secured = await secure(socket)
  return secured.ok ? hello(new Dialogue(secured.socket), settings) : secured
}

async function logIn(
  { dialogue, capabilities }: Greeted,
  settings: SmtpSettings,
  confidential: boolean,
): Promise<HandshakeFailure | null> {
  if (settings.user === null) return null
  if (!confidential)
    return permanentFailure('the relay offers no STARTTLS, and a password is never sent in plain text')
  const credentials = { user: settings.user, password: settings.password ?? '' }
  return authenticate(dialogue, capabilities.authMechanisms, credentials, settings.timeouts.commandMs)
}

function over(dialogue: Dialogue, failure: HandshakeFailure): HandshakeFailure {
  dialogue.lose(failure.reason)
  return failure
}
