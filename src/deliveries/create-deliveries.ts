/**
 * The stage that sends: freezes audiences, sends alerts and single mails, records every answer. Without a
 * relay it runs the built-in mailbox and sends there, by the same way.
 */
import { isIP } from 'node:net'
import type { Logger } from 'pino'
import type { Clock } from '../clock.ts'
import type { Config, Secrets } from '../config.ts'
import type { Store } from '../store/index.ts'
import { confirmedAfter, readForDelivery } from '../subscribers/index.ts'
import { createAudienceWorker } from './audience/audience-worker.ts'
import type { DkimKey } from './dkim/index.ts'
import { type Mailbox, startMailbox } from './mailbox/start-mailbox.ts'
import type { People } from './people.ts'
import { createSender, type Sender, type SenderSettings } from './sender/create-sender.ts'
import { defaultTimeouts } from './smtp/index.ts'

export interface DeliveriesParts {
  store: Store
  clock: Clock
  random(bytes: number): Uint8Array
  log: Logger
  config: Pick<Config, 'mail' | 'publicUrl' | 'operator'>
  secrets: Secrets
  smtpPassword: string | null
  /** Sign every mail; none: mails go unsigned. */
  dkimKeys: readonly DkimKey[]
}

export interface Deliveries {
  start(): void
  /** Ends within ten seconds: what is under way gets its outcome, the rest goes back. May be called twice. */
  stop(): Promise<void>
}

const mailboxConnections = 10

export function createDeliveries(parts: DeliveriesParts): Deliveries {
  const people = peopleOf(parts.secrets)
  const audiences = createAudienceWorker({ ...parts, people })
  let sending: Promise<{ sender: Sender; mailbox: Mailbox | null }> | null = null
  return {
    start() {
      audiences.start()
      sending ??= startSending(parts, people)
      sending.catch(error => parts.log.fatal({ err: error }, 'sending could not start'))
    },
    async stop() {
      const ending = sending
      sending = null
      const running = await ending?.catch(() => null)
      await Promise.all([audiences.stop(), running?.sender.stop()])
      await running?.mailbox?.close()
    },
  }
}

async function startSending(parts: DeliveriesParts, people: People) {
  const { secrets, config } = parts
  const mailbox = config.mail.relay ? null : await startMailbox(parts)
  const settings = senderSettings(parts, mailbox)
  const sender = createSender({ ...parts, people, context: { secrets, ...config } }, settings)
  sender.start()
  return { sender, mailbox }
}

function senderSettings({ config, smtpPassword }: DeliveriesParts, mailbox: Mailbox | null): SenderSettings {
  const { relay } = config.mail
  const common = { clientName: clientName(config.publicUrl), timeouts: defaultTimeouts }
  if (relay) return { smtp: { ...relay, password: smtpPassword, ...common }, poolSize: relay.poolSize }
  const here = { host: '127.0.0.1', port: mailbox?.port ?? 0, implicitTls: false, user: null, password: null }
  return { smtp: { ...here, ...common }, poolSize: mailboxConnections }
}

/** RFC 5321 §4.1.3: a bare address goes into brackets. */
function clientName(publicUrl: string): string {
  const { hostname } = new URL(publicUrl)
  return isIP(hostname) === 4 ? `[${hostname}]` : hostname.replace(/^\[/, '[IPv6:')
}

function peopleOf(secrets: Secrets): People {
  return {
    confirmedAfter,
    readForDelivery: (read, ids) => readForDelivery(read, { secrets }, ids),
  }
}
