/**
 * The built-in mailbox: a real SMTP server on loopback, so that without a relay mail takes the same way as
 * with one. It keeps the newest mails for the page `/mailbox` and forwards nothing.
 */
import type { Readable } from 'node:stream'
import type { Logger } from 'pino'
import PostalMime from 'postal-mime'
import { SMTPServer, type SMTPServerSession } from 'smtp-server'
import type { Clock } from '../../clock.ts'
import type { Store } from '../../store/index.ts'

export interface Mailbox {
  port: number
  close(): Promise<void>
}

const maxMailBytes = 1024 * 1024
const mailsKept = 1_000

export async function startMailbox(parts: { store: Store; clock: Clock; log: Logger }): Promise<Mailbox> {
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    authOptional: true,
    disableReverseLookup: true,
    size: maxMailBytes,
    banner: 'the built-in mailbox',
    logger: false,
    onData: (stream, session, done) => {
      receive(parts, stream, session).then(
        () => done(),
        error => {
          parts.log.error({ err: error }, 'the mailbox could not keep a mail')
          done(Object.assign(new Error('could not be kept, try again later'), { responseCode: 451 }))
        },
      )
    },
  })
  server.on('error', error => parts.log.warn({ err: error }, 'a connection to the mailbox failed'))
  // Or the second of two pipelined answers waits 40 ms for the first one's acknowledgement.
  server.server.on('connection', socket => socket.setNoDelay(true))
  await new Promise<void>((listening, failed) => {
    server.server.once('error', failed)
    server.listen(0, '127.0.0.1', listening)
  })
  const address = server.server.address()
  if (address === null || typeof address === 'string') throw new Error('the mailbox has no port')
  return { port: address.port, close: () => new Promise(closed => server.close(() => closed())) }
}

async function receive(
  { store, clock }: { store: Store; clock: Clock },
  stream: Readable,
  { envelope }: SMTPServerSession,
): Promise<void> {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(chunk)
  // The size was announced, so a relay of ours never gets here with more.
  if ('sizeExceeded' in stream && stream.sizeExceeded) throw new Error('the mail is too large')
  const raw = Buffer.concat(chunks)
  const { subject = '' } = await PostalMime.parse(headersOf(raw))
  await store.write(async tx => {
    const { id } = await tx
      .insertInto('mailbox_mails')
      .values({
        received_at: clock.now(),
        envelope_from: envelope.mailFrom ? envelope.mailFrom.address : '',
        envelope_to: envelope.rcptTo.map(recipient => recipient.address).join(', '),
        subject,
        raw: raw.toString('base64'),
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    await tx
      .deleteFrom('mailbox_mails')
      .where('id', '<=', id - mailsKept)
      .execute()
  })
}

function headersOf(raw: Buffer): Buffer {
  const end = raw.indexOf('\r\n\r\n')
  return end < 0 ? raw : raw.subarray(0, end + 4)
}
