/**
 * The peer as a process of its own: nodemailer's pool sends the same mail to as many recipients. It waits for a
 * line on standard input, the number of recipients, so that starting Node is not counted.
 *
 * node bench/support/peer-mailer.ts ORDER.json
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

export interface PeerOrder {
  port: number
  connections: number
  mail: PeerMail
  /** From the first to as many as a line asks for. */
  recipients: readonly string[]
  /** Null: nothing is signed. */
  dkim: { domainName: string; keySelector: string; privateKey: string } | null
}

if (import.meta.main) await main()

async function main(): Promise<void> {
  const order = JSON.parse(await readFile(process.argv[2] ?? '', 'utf8')) as PeerOrder // our own bench's
  const transport = createTransport({
    pool: true,
    host: '127.0.0.1',
    port: order.port,
    ignoreTLS: true,
    maxConnections: order.connections,
    maxMessages: Number.POSITIVE_INFINITY,
    ...(order.dkim ? { dkim: order.dkim } : {}),
  })
  console.log('ready')
  for await (const line of createInterface({ input: process.stdin })) {
    const recipients = order.recipients.slice(0, Number(line))
    if (recipients.length < Number(line)) throw new Error(`There are ${recipients.length}, not ${line}.`)
    // One message waits for each connection, which is as fast as all of them at once and takes no memory.
    const next = recipients.values()
    const lane = async () => {
      for (const to of next) await transport.sendMail({ ...order.mail, to })
    }
    await Promise.all(Array.from({ length: 2 * order.connections }, lane))
    console.log('done')
  }
  transport.close()
}
