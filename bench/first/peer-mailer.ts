/**
 * The peer as a process of its own: nodemailer's pool sends the same mail to as many recipients. It waits for a
 * line on standard input, the number of recipients, so that starting Node is not counted.
 *
 * node bench/first/peer-mailer.ts PORT CONNECTIONS MAIL.json
 */
import { readFile } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { createTransport } from 'nodemailer'

export interface PeerMail {
  from: string
  subject: string
  text: string
  html: string
  /** The personal and list headers, as Tocsin's mail has them. */
  headers: Record<string, string>
}

if (import.meta.main) await main()

async function main(): Promise<void> {
  const [port = '0', connections = '1', file = ''] = process.argv.slice(2)
  const mail = JSON.parse(await readFile(file, 'utf8')) as PeerMail // our own bench's
  const transport = createTransport({
    pool: true,
    host: '127.0.0.1',
    port: Number(port),
    ignoreTLS: true,
    maxConnections: Number(connections),
    maxMessages: Number.POSITIVE_INFINITY,
  })
  console.log('ready')
  for await (const line of createInterface({ input: process.stdin })) {
    await Promise.all(
      Array.from({ length: Number(line) }, (_, n) =>
        transport.sendMail({ ...mail, to: `peer${n}@example.org` }),
      ),
    )
    console.log('done')
  }
  transport.close()
}
