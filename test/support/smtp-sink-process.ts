/**
 * The sink as a process of its own, for what counts at the SMTP server: crash tests and the bench. It appends
 * one line per accepted mail to the log (recipient, Message-ID, alert; with tabs between) before it answers,
 * so the count survives every kill. It prints its port when it listens and ends when its standard input does.
 *
 * node test/support/smtp-sink-process.ts --log FILE [--port 0] [--delay-ms 0] [--alert-header NAME]
 */
import { openSync, writeSync } from 'node:fs'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { parseArgs } from 'node:util'
import { type AcceptedMail, startSinkSession } from './smtp-sink-session.ts'

interface SinkProcessOptions {
  log: number
  /** Each answer to a final dot waits a random time up to this. */
  delayMs: number
  alertHeader: string
}

if (import.meta.main) main()

function main(): void {
  const { values } = parseArgs({
    options: {
      log: { type: 'string' },
      port: { type: 'string', default: '0' },
      'delay-ms': { type: 'string', default: '0' },
      'alert-header': { type: 'string', default: 'x-tocsin-alert' },
    },
  })
  if (!values.log) throw new Error('--log FILE is missing')
  const options = {
    log: openSync(values.log, 'a'),
    delayMs: Number(values['delay-ms']),
    alertHeader: values['alert-header'],
  }
  const server = createServer({ noDelay: true }, socket => serve(socket, options))
  server.listen(Number(values.port), '127.0.0.1', () => {
    console.log((server.address() as AddressInfo).port) // a TCP server's address is never a string
  })
  process.stdin.resume().on('end', () => process.exit())
}

function serve(socket: Socket, { log, delayMs, alertHeader }: SinkProcessOptions): void {
  let lines = ''
  let replies = ''
  let closing = false
  const flush = () => {
    // The log first: what was answered with 250 is always in it.
    if (lines) writeSync(log, lines)
    if (replies) socket.write(replies)
    lines = ''
    replies = ''
    if (closing) socket.end()
  }
  const take = startSinkSession({
    alertHeader,
    reply: text => {
      replies += text
    },
    accepted: mails => {
      lines += mails.map(logLine).join('')
    },
    whenDue(answer) {
      if (delayMs === 0) return answer()
      setTimeout(() => {
        answer()
        flush()
      }, Math.random() * delayMs)
    },
    close: () => {
      closing = true
    },
  })
  flush()
  socket.on('data', chunk => {
    if (typeof chunk === 'string') return // never: no encoding is set
    take(chunk)
    flush()
  })
  socket.on('error', () => socket.destroy())
}

function logLine({ recipient, messageId, alert }: AcceptedMail): string {
  return `${[recipient, messageId, alert].map(value => value.replace(/\s+/g, ' ')).join('\t')}\n`
}
