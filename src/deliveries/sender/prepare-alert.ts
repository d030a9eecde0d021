/**
 * Claimed deliveries of one alert -> jobs. The message is composed once in each language that its readers have; who they
 * are is read once per claim.
 */
import { type Alert, readThread } from '../../alerts/index.ts'
import type { Read } from '../../store/index.ts'
import { readPreferences } from '../../subscribers/index.ts'
import type { Texts } from '../../text/index.ts'
import { alertContent } from '../alert-content.ts'
import { type AlertTemplate, composeAlert } from '../compose/index.ts'
import type { DeliveryContext } from '../delivery-context.ts'
import type { HeldDelivery } from '../ledger/held-delivery.ts'
import { type OwnReason, readOwnReason, sharedReason } from '../own-reasons.ts'
import { mayReceive, type People, type Person } from '../people.ts'
import type { AlertJob } from './job.ts'

export interface PrepareParts {
  context: DeliveryContext
  people: People
  /** The recipient's domain as the pace knows it. */
  scopeOf(domain: string): string
  /** A message was composed, for whoever fills it in. */
  learn(alertId: number, language: string, template: AlertTemplate): void
  /** In all languages. */
  forget(alertId: number): void
}

export interface Prepared {
  jobs: AlertJob[]
  /** Left, erased or suppressed by now: the books say which. */
  unwanted: HeldDelivery[]
}

export interface Preparer {
  /** Composes the alert's message if that is still to be done; as `prepare`, rejects with `CannotBeComposed` when it cannot be. */
  compose(read: Read, alertId: number): Promise<unknown>
  prepare(read: Read, alertId: number, deliveries: readonly HeldDelivery[]): Promise<Prepared>
  /** Forgets the oldest of those that nothing is held of, while there are more than a few. */
  tidy(inUse: (alertId: number) => boolean): void
}

/** What the alert says makes no mail, whoever tries; that its words could not be read is another error. */
export class CannotBeComposed extends Error {
  constructor(cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause })
    this.name = new.target.name
  }
}

interface Composed {
  alert: Alert
  thread: readonly Alert[]
  sentAt: number
  /** What came before it in its thread, oldest first, the followed one last. */
  earlier: readonly Alert[]
  /** By language; composed on demand, for a handful of languages at most. */
  learned: Map<string, Promise<void>>
  /** Read when the first reader comes who chose something. */
  ownReason: Promise<OwnReason> | null
}

const alertsKept = 20

export function createPreparer(parts: PrepareParts): Preparer {
  const { texts } = parts.context
  const kept = new Map<number, Promise<Composed>>()
  const composed = (read: Read, alertId: number) => {
    const known = kept.get(alertId)
    if (known) return known
    const fresh = readComposed(read, parts, alertId)
    kept.set(alertId, fresh)
    fresh.catch(() => kept.delete(alertId))
    return fresh
  }
  return {
    compose: composed,
    async prepare(read, alertId, deliveries) {
      if (deliveries.length === 0) return { jobs: [], unwanted: [] }
      const known = await composed(read, alertId)
      const subscriberIds = deliveries.map(delivery => delivery.subscriberId)
      const people = await parts.people.readForDelivery(read, subscriberIds)
      const references = await readReferences(read, known.earlier, subscriberIds)
      const languages = languagesOf(people.values(), texts)
      for (const language of new Set(languages.values())) await learnIn(language, known, parts)
      const reasonOf = await readReasons(read, people, { known, texts })
      const prepared: Prepared = { jobs: [], unwanted: [] }
      for (const held of deliveries) {
        const person = people.get(held.subscriberId)
        if (!mayReceive(person)) {
          prepared.unwanted.push(held)
          continue
        }
        const { address, linkGeneration } = person
        const language = languages.get(person.language) ?? ''
        prepared.jobs.push({
          ...{ held, rank: known.alert.priority, sentAt: known.sentAt, address, language, linkGeneration },
          scope: parts.scopeOf(address.slice(address.lastIndexOf('@') + 1)),
          references: references(held.subscriberId),
          reason: reasonOf(held.subscriberId, language),
        })
      }
      return prepared
    },
    tidy(inUse) {
      for (const alertId of [...kept.keys()]) {
        if (kept.size <= alertsKept) return
        if (inUse(alertId)) continue
        kept.delete(alertId)
        parts.forget(alertId)
      }
    },
  }
}

/** Which of ours each of their languages reads. */
function languagesOf(people: Iterable<Person>, texts: Texts): Map<string, string> {
  const languages = new Map<string, string>()
  for (const { language } of people)
    if (!languages.has(language)) languages.set(language, texts.of(language).language)
  return languages
}

/** Why each of these gets it; null: as everyone who chose nothing. Follow-ups go to who got what they follow. */
async function readReasons(
  read: Read,
  people: ReadonlyMap<number, Person>,
  { known, texts }: { known: Composed; texts: Texts },
): Promise<(subscriberId: number, language: string) => string | null> {
  if (known.alert.kind !== 'alert') return () => null
  const choosing = [...people].filter(([, person]) => person.choosing).map(([id]) => id)
  if (choosing.length === 0) return () => null
  const preferences = await readPreferences(read, choosing)
  known.ownReason ??= readOwnReason(read, { ...known, texts })
  const ownReason = await known.ownReason.catch(error => {
    known.ownReason = null
    throw error
  })
  return (subscriberId, language) => {
    const chosen = preferences.get(subscriberId)
    return chosen ? ownReason(chosen, language) : null
  }
}

async function readComposed(read: Read, parts: PrepareParts, alertId: number): Promise<Composed> {
  const thread = await readThread(read, alertId)
  const alert = thread.find(({ id }) => id === alertId)
  if (!alert) throw new Error(`alert ${alertId} is being sent but cannot be read`)
  const sent = thread.filter(({ id, approvedAt }) => id < alertId && approvedAt !== null)
  const followed = sent.filter(({ id }) => id === alert.followsId)
  const composed: Composed = {
    ...{ alert, thread, sentAt: alert.approvedAt ?? alert.createdAt, learned: new Map(), ownReason: null },
    earlier: [...sent.filter(({ id }) => id !== alert.followsId), ...followed],
  }
  await learnIn(parts.context.texts.of(alert.language).language, composed, parts)
  return composed
}

/** Composes it in a language that it was not composed in yet. */
function learnIn(language: string, composed: Composed, { context, learn }: PrepareParts): Promise<void> {
  const { alert, learned } = composed
  const known = learned.get(language)
  if (known) return known
  const fresh = composeIn(language, composed, context).then(template => learn(alert.id, language, template))
  learned.set(language, fresh)
  fresh.catch(() => learned.delete(language))
  return fresh
}

async function composeIn(
  language: string,
  { alert, thread, sentAt }: Composed,
  context: DeliveryContext,
): Promise<AlertTemplate> {
  try {
    const content = alertContent(context, { alert, thread, sentAt, isTest: false })
    const words = context.texts.of(language)
    const spoken = { text: words.mail, reason: sharedReason(alert, words) }
    return (await composeAlert(content, spoken)).template
  } catch (error) {
    throw new CannotBeComposed(error)
  }
}

/** Which earlier alerts of the thread each of these subscribers was in the audience of. */
async function readReferences(
  read: Read,
  earlier: readonly Alert[],
  subscriberIds: readonly number[],
): Promise<(subscriberId: number) => number[]> {
  if (earlier.length === 0) return () => []
  const alertIds = earlier.map(({ id }) => id)
  const rows = await read
    .selectFrom('deliveries')
    .select(['alert_id', 'subscriber_id'])
    .where('alert_id', 'in', alertIds)
    .where('subscriber_id', 'in', subscriberIds)
    .execute()
  const had = new Set(rows.map(row => `${row.alert_id} ${row.subscriber_id}`))
  return subscriberId => alertIds.filter(alertId => had.has(`${alertId} ${subscriberId}`))
}
