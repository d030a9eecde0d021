/**
 * A real SMTP server inside the test's process. It keeps what it accepted, counts per Message-ID, and answers
 * as the test says: for a recipient (at RCPT) or for a message (after its final dot).
 */
import type { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { SMTPServer, type SMTPServerSession } from 'smtp-server'

export interface SinkMessage {
  envelopeFrom: string
  envelopeTo: string[]
  raw: Buffer
  /** Unfolded values by lower-case name; a repeated field's values are joined by line breaks. */
  readonly headers: ReadonlyMap<string, string>
  /** Epoch milliseconds. */
  receivedAt: number
}

/**
 * `drop` breaks the connection and keeps nothing; `keep-and-drop` keeps the message and breaks the connection
 * before the answer, so that the sender cannot know; a reply refuses (4xx or 5xx).
 */
export type SinkAnswer = 'accept' | 'drop' | 'keep-and-drop' | { code: number; text: string }

export interface SmtpSinkHooks {
  onRecipient?(address: string): SinkAnswer
  /** May take its time: the sender waits for the answer to its final dot. */
  onMessage?(message: SinkMessage): SinkAnswer | Promise<SinkAnswer>
}

export interface SmtpSink {
  port: number
  /** For SMTP_URL. */
  url: string
  /** What was accepted, in order. */
  messages: readonly SinkMessage[]
  /** May be replaced while the sink runs. */
  hooks: SmtpSinkHooks
  /** Resolves as soon as `count` messages were accepted; rejects with both numbers after `deadlineMs`. */
  waitForCount(count: number, deadlineMs?: number): Promise<readonly SinkMessage[]>
  countByMessageId(): Map<string, number>
  stop(): Promise<void>
  [Symbol.asyncDispose](): Promise<void>
}

export async function startSmtpSink(hooks: SmtpSinkHooks = {}): Promise<SmtpSink> {
  const messages: SinkMessage[] = []
  const arrivals = new EventTarget()
  const keep = (message: SinkMessage) => {
    messages.push(message)
    arrivals.dispatchEvent(new Event('message'))
  }
  const answered = (answer: SinkAnswer, session: SMTPServerSession, callback: (error?: Error) => void) => {
    if (answer === 'accept') callback()
    else if (typeof answer === 'string') breakConnection(server, session)
    else callback(Object.assign(new Error(answer.text), { responseCode: answer.code }))
  }
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    closeTimeout: 100,
    onRcptTo({ address }, session, callback) {
      answered(sink.hooks.onRecipient?.(address) ?? 'accept', session, callback)
    },
    async onData(stream, session, callback) {
      const message = await receive(stream, session).catch(() => null)
      // The client went away in the middle.
      if (!message) return
      const answer = (await sink.hooks.onMessage?.(message)) ?? 'accept'
      if (answer === 'accept' || answer === 'keep-and-drop') keep(message)
      answered(answer, session, callback)
    },
  })
  // A client that goes away in the middle is what crash tests do.
  server.on('error', () => undefined)
  // Or the second of two pipelined answers waits 40 ms for the first one's acknowledgement.
  server.server.on('connection', socket => socket.setNoDelay(true))
  const port = await listen(server)
  const stop = () => new Promise<void>(done => server.close(done))
  const sink: SmtpSink = {
    port,
    url: `smtp://127.0.0.1:${port}`,
    messages,
    hooks,
    waitForCount: (count, deadlineMs = 90_000) => waitForCount(messages, arrivals, count, deadlineMs),
    countByMessageId: () => countByMessageId(messages),
    stop,
    [Symbol.asyncDispose]: stop,
  }
  return sink
}

function listen(server: SMTPServer): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    const listening = server.listen(0, '127.0.0.1', () => {
      const address = listening.address()
      resolve(typeof address === 'object' && address ? address.port : 0)
    })
  })
}

async function receive(stream: Readable, session: SMTPServerSession): Promise<SinkMessage> {
  const raw = await buffer(stream)
  const { mailFrom, rcptTo } = session.envelope
  let headers: Map<string, string> | undefined
  return {
    envelopeFrom: mailFrom ? mailFrom.address : '',
    envelopeTo: rcptTo.map(recipient => recipient.address),
    raw,
    get headers() {
      headers ??= parseHeaders(raw)
      return headers
    },
    receivedAt: Date.now(),
  }
}

function parseHeaders(raw: Buffer): Map<string, string> {
  const end = raw.indexOf('\r\n\r\n')
  const block = raw.toString('utf8', 0, end < 0 ? raw.length : end)
  const headers = new Map<string, string>()
  for (const line of block.replace(/\r\n(?=[ \t])/g, '').split('\r\n')) {
    const colon = line.indexOf(':')
    const name = line.slice(0, colon).toLowerCase()
    const value = line.slice(colon + 1).trim()
    const before = headers.get(name)
    headers.set(name, before === undefined ? value : `${before}\n${value}`)
  }
  return headers
}

/** smtp-server has no call for this; its connections carry the id of their session. */
function breakConnection(server: SMTPServer, session: SMTPServerSession): void {
  for (const connection of server.connections) {
    if (connection.id === session.id) connection._socket.destroy()
  }
}

function waitForCount(messages: SinkMessage[], arrivals: EventTarget, count: number, deadlineMs: number) {
  return new Promise<readonly SinkMessage[]>((resolve, reject) => {
    const done = (settle: () => void) => {
      clearTimeout(deadline)
      arrivals.removeEventListener('message', look)
      settle()
    }
    const look = () => {
      if (messages.length >= count) done(() => resolve(messages))
    }
    const late = () =>
      new Error(`The sink expected ${count} messages within ${deadlineMs} ms, but got ${messages.length}.`)
    const deadline = setTimeout(() => done(() => reject(late())), deadlineMs)
    arrivals.addEventListener('message', look)
    look()
  })
}

function countByMessageId(messages: SinkMessage[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const { headers } of messages) {
    const id = headers.get('message-id') ?? ''
    counts.set(id, (counts.get(id) ?? 0) + 1)
  }
  return counts
}
