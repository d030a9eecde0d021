/**
 * The stage that sends, in the thread it is made in: freezes audiences, sends alerts and single mails, records
 * every answer. Without a relay it runs the built-in mailbox and sends there, by the same way.
 */
import { isIP } from 'node:net'
import { sql } from 'kysely'
import type { Logger } from 'pino'
import { createMatcher } from '../alerts/index.ts'
import type { Clock } from '../clock.ts'
import type { Config, Secrets, SmtpRelay } from '../config.ts'
import type { Store } from '../store/index.ts'
import type { Texts } from '../text/index.ts'
import { createAudienceWorker } from './audience/audience-worker.ts'
import { createChooserIndex } from './audience/choosers.ts'
import { createDigestWorker } from './digest/digest-worker.ts'
import type { DkimKey } from './dkim/index.ts'
import { openFence } from './fence/open-fence.ts'
import { pauseStale } from './fence/pause-stale.ts'
import type { LineListener, Lines } from './lines/line.ts'
import { openLines } from './lines/open-lines.ts'
import { type LineParts, type Relay, runLines } from './lines/run-lines.ts'
import type { Mailbox } from './mailbox/start-mailbox.ts'
import { createPacer, storeTime } from './pace/index.ts'
import { type People, peopleOf } from './people.ts'
import { createSender } from './sender/create-sender.ts'

export interface DeliveriesParts {
  store: Store
  clock: Clock
  random(bytes: number): Uint8Array
  log: Logger
  config: Pick<Config, 'mail' | 'publicUrl' | 'operator' | 'brand' | 'throttles' | 'dataDir'>
  secrets: Secrets
  texts: Texts
  smtpPassword: string | null
  /** Every mail is signed with each of these. */
  dkim: readonly DkimKey[]
  /** Threads that speak SMTP; 0: this one does. */
  lineThreads: number
}

export interface Deliveries {
  /** Resolves when it sends. */
  start(): Promise<void>
  /** Ends within ten seconds: what is under way gets its outcome, the rest goes back. May be called twice. */
  stop(): Promise<void>
}

const mailboxConnections = 10
const mostAheadMs = 3_000

export function createDeliveries(parts: DeliveriesParts): Deliveries {
  const people = peopleOf(parts.secrets)
  const matcher = createMatcher(parts)
  const choosers = createChooserIndex(matcher.audienceOf)
  const audiences = createAudienceWorker({ ...parts, people, choosers })
  const context = { secrets: parts.secrets, texts: parts.texts, ...parts.config }
  const digests = createDigestWorker({ ...parts, people, context })
  let sending: ReturnType<typeof startSending> | null = null
  return {
    async start() {
      matcher.start()
      sending ??= startSending(parts, people, () => {
        audiences.start()
        digests.start()
      })
      await sending
    },
    async stop() {
      const ending = sending
      sending = null
      const running = await ending?.catch(() => null)
      await Promise.all([audiences.stop(), digests.stop(), running?.sender.stop()])
      await matcher.stop()
      await running?.mailbox?.close()
      await running?.fence.close()
    },
  }
}

/** @param startOthers Called once what is stale was paused: freezing it would make it look alive. */
async function startSending(parts: DeliveriesParts, people: People, startOthers: () => void) {
  const { config, secrets, store, clock } = parts
  await compareClocks(parts)
  const fence = await openFence({ ...parts, dataDir: config.dataDir })
  if (await fence.isOpen()) await pauseStale(parts)
  startOthers()
  const mailbox = config.mail.relay ? null : await openMailbox(parts)
  const poolSize = config.mail.relay?.poolSize ?? mailboxConnections
  const { publicUrl, operator, brand } = config
  const plain = { secrets, publicUrl, operator, brand, mail: config.mail }
  const context = { ...plain, texts: parts.texts }
  const relay = relayOf(parts, mailbox)
  const lineParts: LineParts = { count: poolSize, relay, context: plain, dkim: parts.dkim }
  const sender = createSender({
    ...{ ...parts, people, fence, context, poolSize },
    openLines: listener => linesOf(lineParts, parts.lineThreads, listener),
    openPacer: sending =>
      createPacer(
        { ...parts, sending, now: storeTime(store.kind, clock) },
        { throttles: config.throttles, poolSize },
      ),
  })
  sender.start()
  return { sender, mailbox, fence }
}

/** Leases are told by each machine's own clock, and last 20 seconds. */
async function compareClocks({ store, clock, log }: DeliveriesParts): Promise<void> {
  if (store.kind !== 'postgres') return
  const { rows } = await sql<{ now: number }>`
    select cast(extract(epoch from clock_timestamp()) * 1000 as bigint) as now`.execute(store.read)
  const aheadMs = Math.round(clock.now() - (rows[0]?.now ?? clock.now()))
  if (Math.abs(aheadMs) > mostAheadMs)
    log.warn(
      { aheadMs },
      "this machine's clock is not the database's: set both by NTP, or mail may be doubled",
    )
}

/** Loaded by who has no relay: it brings an SMTP server. */
async function openMailbox(parts: DeliveriesParts): Promise<Mailbox> {
  const { startMailbox } = await import('./mailbox/start-mailbox.ts')
  return startMailbox(parts)
}

function linesOf(parts: LineParts, threads: number, listener: LineListener): Lines {
  if (threads === 0) return runLines(parts, listener)
  return openLines(parts, Math.min(threads, parts.count), listener)
}

function relayOf(
  { config, smtpPassword }: Pick<DeliveriesParts, 'config' | 'smtpPassword'>,
  mailbox: Mailbox | null,
): Relay {
  const { relay } = config.mail
  const name = clientName(config.publicUrl)
  if (!relay)
    return { host: '127.0.0.1', port: mailbox?.port ?? 0, implicitTls: false, login: null, clientName: name }
  const { host, port, implicitTls } = relay
  return { host, port, implicitTls, login: loginTo(relay, smtpPassword), clientName: name }
}

function loginTo({ user, auth, tokenFile }: SmtpRelay, secret: string | null): Relay['login'] {
  if (user === null) return null
  if (auth === 'password') return { user, password: secret ?? '' }
  return tokenFile === null ? { user, token: secret ?? '' } : { user, tokenFile }
}

/** RFC 5321 §4.1.3: a bare address goes into brackets. */
function clientName(publicUrl: string): string {
  const { hostname } = new URL(publicUrl)
  return isIP(hostname) === 4 ? `[${hostname}]` : hostname.replace(/^\[/, '[IPv6:')
}
