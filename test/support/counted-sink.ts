/**
 * An SMTP server inside the test's process, for what is counted at the other end of the wire. It has several
 * doors (ports), one per sending process, so that it tells them apart; and it keeps of every connection which
 * messages began on it, which of them it accepted, and how it ended.
 * A client that goes away between its final dot and the answer does not know whether its mail arrived; half
 * of these did, as with real servers, but every one that is sent again. What always holds: a mail is counted before it is answered; all octets that came before a connection's end
 * are read before it counts as ended.
 */
import { once } from 'node:events'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { createSinkWatch, domainOf, type SinkWatch } from './sink-watch.ts'
import { type AcceptedMail, startSinkSession } from './smtp-sink-session.ts'

/** A message from the first octet of its content on. */
export interface BegunMail {
  recipient: string
  connection: SinkConnection
  /** Epoch milliseconds. */
  begunAt: number
  /** Null: its final dot has not come. */
  accepted: { messageId: string; subject: string; at: number } | null
}

export interface SinkConnection {
  door: number
  begun: BegunMail[]
  ended: boolean
  /** It ended, or will, by QUIT: its client had read every answer. */
  saidQuit: boolean
}

export interface CountedSink {
  /** For SMTP_URL, one per door. */
  urls: readonly string[]
  connections: readonly SinkConnection[]
  /** Every recipient of a RCPT, refused ones too. */
  tried: ReadonlySet<string>
  /** In the order of their final dots. */
  accepted: readonly BegunMail[]
  /** How many messages began. */
  readonly begun: number
  /** Each answer to a final dot waits a random time up to this. May be changed while the sink runs. */
  answerDelayMs: number
  /** What RCPT is answered instead of 250. May be changed while the sink runs. */
  refusal: (recipient: string) => string | null
  /** How long the answers to RCPT and to the final dot of this domain wait besides. May be changed. */
  heldMs: (domain: string) => { recipient: number; dot: number }
  watch: SinkWatch
  acceptedBy(door: number): number
  /** Each open connection breaks with this probability, whatever is under way on it. */
  breakSome(probability: number): void
  /** Resolves when all that the network had brought before the call is read. */
  caughtUp(): Promise<void>
  stop(): Promise<void>
}

interface Books {
  connections: SinkConnection[]
  tried: Set<string>
  accepted: BegunMail[]
  begun: number
  /** To whom a message has begun before. */
  known: Set<string>
  sockets: Set<Socket>
  watch: ReturnType<typeof createSinkWatch>
}

const atOnce = { recipient: 0, dot: 0 }

export async function startCountedSink({ doors = 1, answerDelayMs = 0 } = {}): Promise<CountedSink> {
  const books: Books = {
    connections: [],
    tried: new Set(),
    accepted: [],
    begun: 0,
    known: new Set(),
    sockets: new Set(),
    watch: createSinkWatch(),
  }
  const servers = Array.from({ length: doors }, (_, door) =>
    createServer({ noDelay: true }, socket => serve(socket, door, books, sink)),
  )
  const sink: CountedSink = {
    urls: await Promise.all(servers.map(listen)),
    connections: books.connections,
    tried: books.tried,
    accepted: books.accepted,
    get begun() {
      return books.begun
    },
    answerDelayMs,
    refusal: () => null,
    heldMs: () => atOnce,
    watch: books.watch,
    acceptedBy: door => books.accepted.filter(({ connection }) => connection.door === door).length,
    breakSome(probability) {
      for (const socket of books.sockets) if (Math.random() < probability) socket.resetAndDestroy()
    },
    caughtUp,
    async stop() {
      const closed = servers.map(server => new Promise(done => server.close(done)))
      books.watch.stop()
      for (const socket of books.sockets) socket.destroy()
      await Promise.all(closed)
    },
  }
  return sink
}

async function listen(server: Server): Promise<string> {
  await once(server.listen(0, '127.0.0.1'), 'listening')
  return `smtp://127.0.0.1:${(server.address() as AddressInfo).port}` // a TCP server's is never a string
}

/** Each turn of the event loop reads every socket that has octets; a large message takes some turns. */
async function caughtUp(): Promise<void> {
  for (let turn = 0; turn < 10; turn += 1) await nextTurn()
}

function serve(socket: Socket, door: number, books: Books, sink: CountedSink): void {
  const connection: SinkConnection = { door, begun: [], ended: false, saidQuit: false }
  books.connections.push(connection)
  books.sockets.add(socket)
  const seen = books.watch.opened()
  let replies = ''
  /** Their final dot is read; they count when the answer is due, if somebody is there to read it. */
  let undecided: readonly AcceptedMail[] = []
  let again = false
  const flush = () => {
    if (replies && socket.writable) socket.write(replies)
    replies = ''
    if (connection.saidQuit) socket.end()
  }
  const take = startSinkSession({
    alertHeader: 'subject',
    reply: text => {
      replies += text
    },
    refusal(recipient) {
      books.tried.add(recipient)
      const refusal = sink.refusal(recipient)
      if (!refusal) seen.asked(recipient)
      return refusal
    },
    whenKnown(recipient, answer) {
      const ms = sink.heldMs(domainOf(recipient)).recipient
      if (ms === 0) return answer()
      setTimeout(() => {
        answer()
        flush()
      }, ms)
    },
    begun(recipients) {
      const mails = recipients.map(recipient => ({
        recipient,
        connection,
        begunAt: Date.now(),
        accepted: null,
      }))
      connection.begun.push(...mails)
      again = recipients.some(recipient => books.known.has(recipient))
      for (const recipient of recipients) books.known.add(recipient)
      books.begun += mails.length
    },
    accepted(mails) {
      if (again || Math.random() < 0.5) keep(books, connection, mails)
      else undecided = mails
    },
    whenDue(answer, recipients) {
      const due = () => {
        seen.answered()
        if (!connection.ended) keep(books, connection, undecided)
        undecided = []
        answer()
        flush()
      }
      const heldMs = Math.max(0, ...recipients.map(recipient => sink.heldMs(domainOf(recipient)).dot))
      const ms = heldMs + Math.random() * sink.answerDelayMs
      if (ms === 0) due()
      else setTimeout(due, ms)
    },
    close: () => {
      connection.saidQuit = true
      seen.closed()
    },
  })
  flush()
  socket.on('data', chunk => {
    if (typeof chunk === 'string') return // never: no encoding is set
    take(chunk)
    flush()
  })
  socket.on('error', () => socket.destroy())
  socket.on('close', () => {
    connection.ended = true
    seen.closed()
    books.sockets.delete(socket)
  })
}

function keep(books: Books, connection: SinkConnection, mails: readonly AcceptedMail[]): void {
  for (const { recipient, messageId, alert } of mails) {
    const mail = connection.begun.findLast(mail => mail.recipient === recipient)
    if (!mail) throw new Error(`${recipient} was accepted without having begun`)
    mail.accepted = { messageId, subject: alert, at: Date.now() }
    books.accepted.push(mail)
  }
}
