/**
 * Whether one reader would get an alert that is not sent, or what became of one that is, and why: for the desk. It reads
 * the same rules that the freeze goes by, and tells no more of what the reader chose than this alert needs. It writes
 * nothing.
 */
import { type Alert, type Because, type Obstacle, readFacts, wants } from '../../alerts/index.ts'
import type { Secrets } from '../../config.ts'
import type { Store } from '../../store/index.ts'
import {
  type KnownSubscriber,
  lookUpSubscriber,
  plainPreferences,
  readPreferences,
} from '../../subscribers/index.ts'
import { amends } from '../limits/decide.ts'
import { readHeldNow } from '../limits/look-ahead.ts'
import { nextDigestAt } from '../limits/quiet-hours.ts'
import type { WhyHeld } from '../limits/schema.ts'
import { type Fate, readFates } from '../read-fates.ts'
import { chainOf } from './chain.ts'

/** Who gets no alert at all. */
export type Standing = { kind: 'unknown' | 'pending' | 'suppressed' } | { kind: 'left'; at: number | null }

export type ReaderAnswer =
  | Standing
  | { kind: 'out'; obstacle: Obstacle }
  /** They were no recipient of what it follows. */
  | { kind: 'not-followed' }
  | { kind: 'now'; because: Because }
  /** It would come with their digest, or wait for it with what it follows. `until` null: not known. */
  | { kind: 'held'; because: Because; why: WhyHeld; until: number | null }
  /** Of one that was sent. `because` by what they chose today; null: it is not for them by that. */
  | { kind: 'fate'; fate: Fate; because: Because | null }
  /** Of one that was sent: they confirmed after that. */
  | { kind: 'joined-later'; at: number }
  /** Of one that was sent: by what they chose today they would get it. */
  | { kind: 'not-then'; because: Because }
  /** It is going out, and their turn to be in the audience has not come. */
  | { kind: 'not-yet'; because: Because }

type Reading = Pick<Store, 'read' | 'words'>

export interface ReaderAsked {
  alert: Alert
  /** From `parseAddress`. */
  addressKey: string
  at: number
}

export async function askForReader(
  store: Reading,
  { secrets }: { secrets: Secrets },
  { alert, addressKey, at }: ReaderAsked,
): Promise<ReaderAnswer> {
  const { subscriber, suppressed } = await lookUpSubscriber(store.read, { secrets }, addressKey)
  const standing = standingOf(subscriber, suppressed)
  if (alert.state === 'draft') {
    if (!subscriber || standing) return standing ?? { kind: 'unknown' }
    return askBefore(store, { alert, subscriber, at })
  }
  const fate = subscriber && (await fateOf(store, alert, subscriber))
  if (subscriber && fate) {
    const wanted = await judge(store, alert, { subscriber, at: alert.approvedAt ?? at })
    return { kind: 'fate', fate, because: wanted.in ? wanted.because : null }
  }
  if (!subscriber || standing) return standing ?? { kind: 'unknown' }
  return askAfter(store, { alert, subscriber, at })
}

function standingOf(subscriber: KnownSubscriber | null, suppressed: boolean): Standing | null {
  if (subscriber?.state === 'left') return { kind: 'left', at: subscriber.leftAt }
  // Also who was erased: nobody is there, and nobody is mailed.
  if (suppressed) return { kind: 'suppressed' }
  if (!subscriber) return { kind: 'unknown' }
  return subscriber.state === 'pending' ? { kind: 'pending' } : null
}

interface OneReader {
  alert: Alert
  subscriber: KnownSubscriber
  at: number
}

async function askBefore(store: Reading, { alert, subscriber, at }: OneReader): Promise<ReaderAnswer> {
  const { followsId } = alert
  const recipients = alert.audience === 'recipients' && followsId !== null
  const followed = recipients ? await followedBy(store, { alert, subscriber, followsId }) : 'has-it'
  if (followed === null) return { kind: 'not-followed' }
  const wanted = await judge(store, alert, { subscriber, at })
  if (!wanted.in) return { kind: 'out', obstacle: wanted.obstacle }
  const { because } = wanted
  if (followed !== 'has-it') return { kind: 'held', because, why: 'followed', until: followed.until }
  const held = await readHeldNow(store, { alert, subscriberIds: [subscriber.id], at })
  const why = held.get(subscriber.id)
  if (!why) return { kind: 'now', because }
  const preferences = (await readPreferences(store.read, [subscriber.id])).get(subscriber.id)
  return { kind: 'held', because, why, until: nextDigestAt(preferences ?? plainPreferences, at) }
}

async function askAfter(store: Reading, { alert, subscriber, at }: OneReader): Promise<ReaderAnswer> {
  const sentAt = alert.approvedAt ?? alert.createdAt
  if (subscriber.confirmedAt !== null && subscriber.confirmedAt > sentAt)
    return { kind: 'joined-later', at: subscriber.confirmedAt }
  const goesOut = alert.state === 'sending' || alert.state === 'paused'
  if (alert.audience === 'recipients' && !goesOut) return { kind: 'not-followed' }
  const wanted = await judge(store, alert, { subscriber, at: goesOut ? at : sentAt })
  if (!wanted.in) return { kind: 'out', obstacle: wanted.obstacle }
  return { kind: goesOut ? 'not-yet' : 'not-then', because: wanted.because }
}

async function judge(
  { read }: Reading,
  alert: Alert,
  { subscriber, at }: { subscriber: KnownSubscriber; at: number },
) {
  const [facts] = await readFacts(read, [alert])
  if (!facts) throw new Error(`alert ${alert.id} has no facts`)
  const preferences = (await readPreferences(read, [subscriber.id])).get(subscriber.id) ?? null
  return wants(facts, preferences, at)
}

async function fateOf({ read }: Reading, { id }: Alert, subscriber: KnownSubscriber): Promise<Fate | null> {
  const fates = await readFates(read, { alertIds: [id], subscriberId: subscriber.id })
  return fates.get(id) ?? null
}

type Followed = 'has-it' | { until: number | null } | null

/** As `freezeRecipients` decides it. Null: they are no recipient of it. */
async function followedBy(
  { read }: Reading,
  { alert, subscriber, followsId }: { alert: Alert; subscriber: KnownSubscriber; followsId: number },
): Promise<Followed> {
  const chain = await chainOf(read, followsId)
  const fates = await readFates(read, { alertIds: chain, subscriberId: subscriber.id })
  const held = [...fates.values()].find(fate => fate.kind === 'held')
  if (held?.kind === 'held') return { until: held.until }
  const fate = fates.get(followsId)
  if (fate?.kind === 'got' || fate?.kind === 'undecided') return 'has-it'
  if ([...fates.values()].some(({ kind }) => kind === 'digested')) return 'has-it'
  // Its turn has not come: an update goes right after it, what sets it right goes in its place.
  if (fate?.kind === 'on-its-way') return 'has-it'
  return amends(alert) && fate?.kind === 'replaced' ? 'has-it' : null
}
