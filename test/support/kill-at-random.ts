/** Kills one of the processes at a random moment of an alert's sending, and keeps what was in flight then. */
import { setTimeout as delay } from 'node:timers/promises'
import type { SinkConnection } from './counted-sink.ts'
import type { Senders } from './senders.ts'

export interface Kill {
  door: number
  broken: ReadonlySet<SinkConnection>
  /**
   * Connections on which a message had begun. The last one begun on each was in flight: nothing shows that its
   * answer was read. Every earlier one's was, because the next content follows the answer before it.
   */
  inFlight: number
}

export interface KillWish {
  alertId: string
  /** The kill comes when the sink has accepted as many; or early in a process's life. */
  atMails: number
  /** A killed process may have left nothing to be sent before its leases lapse: then no longer than this. */
  patienceMs: number
}

/** One kill in this many comes at once after the start, and may hit freezing, leasing or connecting. */
const early = 5
const earlyMs = 300
/** While one process starts, the others go on slowly, or little would be left for further kills. */
const answerDelayAtStartMs = 1_000

export async function killAtRandom(senders: Senders, wish: KillWish): Promise<Kill> {
  const { sink, servers } = senders
  const door = Math.floor(Math.random() * servers.length)
  if (Math.random() * early < 1) await readFor(senders, wish.alertId, Math.random() * earlyMs)
  else await readUntilSent(senders, wish)
  const broken = await senders.kill(door)
  const { answerDelayMs } = sink
  sink.answerDelayMs = answerDelayAtStartMs
  await senders.start(door)
  sink.answerDelayMs = answerDelayMs
  const begun = broken.filter(connection => connection.begun.length > 0)
  return { door, broken: new Set(broken), inFlight: begun.length }
}

/** Reads the alert again and again: its counts must add up at every moment. */
async function readFor({ alert }: Senders, alertId: string, ms: number): Promise<void> {
  const until = Date.now() + ms
  do await alert(alertId)
  while (Date.now() < until)
}

async function readUntilSent({ alert, sink }: Senders, wish: KillWish): Promise<void> {
  const until = Date.now() + wish.patienceMs
  while (sink.accepted.length < wish.atMails && Date.now() < until) {
    await alert(wish.alertId)
    await delay(5)
  }
}
