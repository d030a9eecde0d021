/** For tests only: a connection whose readiness, outcomes and end can be awaited. */
import type { WireMail } from '../wire-mail.ts'
import { connectSmtp } from './connect-smtp.ts'
import type { Envelope } from './envelope.ts'
import type { SendOutcome } from './outcome.ts'
import type { SmtpSettings, SmtpTimeouts } from './settings.ts'
import type { SmtpConnection } from './smtp-connection.ts'
import { createTlsMemory } from './tls-memory.ts'

export const patient: SmtpTimeouts = {
  connectMs: 20_000,
  greetingMs: 20_000,
  commandMs: 20_000,
  dataMs: 20_000,
}

export function testSettings(port: number, change: Partial<SmtpSettings> = {}): SmtpSettings {
  return {
    host: '127.0.0.1',
    port,
    implicitTls: false,
    login: null,
    clientName: 'news.example',
    timeouts: patient,
    tls: createTlsMemory(),
    ...change,
  }
}

/** `wire` must be dot-stuffed and end with CRLF. */
export function wireMail(wire: string | Uint8Array): WireMail {
  const octets = typeof wire === 'string' ? Buffer.from(wire) : wire
  return { wire: octets, sizeBytes: octets.length, eightBit: false }
}

export function envelope(place = 1, change: Partial<Envelope> = {}): Envelope {
  return {
    from: `bounces+${place}@news.example`,
    to: `reader${place}@example.org`,
    mail: wireMail(`Subject: ${place}\r\n\r\n..y\r\n`),
    ...change,
  }
}

export interface TestConnection extends AsyncDisposable {
  connection: SmtpConnection
  /** `ready`, `accepted`, `refused at RCPT`, …, `closed`, in the order they were told. */
  told: string[]
  outcomes: SendOutcome[]
  closed: Promise<void>
  /** Resolves when that many messages have ended. */
  ended(count: number): Promise<void>
  /** Offers one and waits for its outcome. */
  send(envelope: Envelope): Promise<SendOutcome>
}

export interface TestWish extends Partial<SmtpSettings> {
  /** Called with the number of messages that were ready before; releases in a later turn, if left out. */
  onReady?: (connection: SmtpConnection, earlier: number) => void
  onEnded?: (connection: SmtpConnection, earlier: number) => void
}

const releaseLater = (connection: SmtpConnection) => void setImmediate(() => connection.release())

export async function openTestConnection(
  port: number,
  { onReady = releaseLater, onEnded, ...change }: TestWish = {},
): Promise<TestConnection> {
  const told: string[] = []
  const outcomes: SendOutcome[] = []
  const waiting: { count: number; resolve(): void }[] = []
  const closing = Promise.withResolvers<void>()
  let readies = 0
  let connection: SmtpConnection | null = null
  const known = () => {
    if (!connection) throw new Error('the listener was called before the connection was handed out')
    return connection
  }
  const listener = {
    ready() {
      told.push('ready')
      onReady(known(), readies++)
    },
    ended(outcome: SendOutcome) {
      told.push(summary(outcome))
      outcomes.push(outcome)
      onEnded?.(known(), outcomes.length - 1)
      for (const { count, resolve } of waiting) if (outcomes.length >= count) resolve()
    },
    closed() {
      told.push('closed')
      closing.resolve()
    },
  }
  const result = await connectSmtp(testSettings(port, change), listener)
  if (!result.ok) throw new Error(result.reason)
  connection = result.connection
  const ended = (count: number) => {
    const { promise, resolve } = Promise.withResolvers<void>()
    if (outcomes.length >= count) resolve()
    else waiting.push({ count, resolve })
    return promise
  }
  return {
    connection,
    told,
    outcomes,
    closed: closing.promise,
    ended,
    async send(one) {
      const place = outcomes.length + known().held
      known().offer(one)
      await ended(place + 1)
      return outcomes[place] as SendOutcome // that many have ended
    },
    async [Symbol.asyncDispose]() {
      known().destroy()
    },
  }
}

/** `accepted`, `refused at RCPT`, `deferred message at RCPT`, `uncertain`, … */
export function summary(outcome: SendOutcome): string {
  if (outcome.kind === 'refused') return `refused at ${outcome.step}`
  if (outcome.kind === 'deferred') return `deferred ${outcome.scope} at ${outcome.step}`
  return outcome.kind
}
