/** All that this stage keeps about one person, in words that a person understands. */
import type { Read } from '../../store/index.ts'
import { eventInWords, type ShownEvent } from '../consent/shown-event.ts'
import type { SubscriberContext } from '../context.ts'
import { clockText } from '../preferences/clock-text.ts'
import { type Preferences, plainPreferences } from '../preferences/preferences.ts'
import { readPreferences } from '../preferences/read-preferences.ts'
import { suppressionOf } from '../suppressions/read-suppressions.ts'
import { listTopics } from '../topics/read-topics.ts'

export interface MyData {
  address: string
  state: 'pending' | 'confirmed' | 'left'
  language: string
  marketing: boolean
  signedUpAt: string
  confirmedAt: string | null
  leftAt: string | null
  /** Why the address is on the list of those never to be mailed; null: it is not. */
  suppressed: string | null
  preferences: PreferencesInWords
}

/** Topics by their names, times as a clock shows them. */
export type PreferencesInWords = Omit<
  Preferences,
  'topics' | 'less' | 'quiet' | 'digestAt' | 'pausedUntil'
> & {
  topics: readonly string[]
  less: readonly string[]
  quiet: { from: string; to: string } | null
  digestAt: string
  pausedUntil: string | null
}

export async function readMyData(
  read: Read,
  context: Pick<SubscriberContext, 'secrets'>,
  subscriberId: number,
): Promise<MyData | null> {
  const person = await read
    .selectFrom('subscribers')
    .selectAll()
    .where('id', '=', subscriberId)
    .executeTakeFirst()
  if (!person) return null
  const suppression = await suppressionOf(read, context, person.address_key)
  const chosen = (await readPreferences(read, [subscriberId])).get(subscriberId)
  return {
    address: person.address,
    state: person.state,
    language: person.language,
    marketing: person.marketing === 1,
    signedUpAt: isoTime(person.created_at) ?? '',
    confirmedAt: isoTime(person.confirmed_at),
    leftAt: isoTime(person.left_at),
    suppressed: suppression?.reason ?? null,
    preferences: await inWords(read, chosen ?? plainPreferences),
  }
}

async function inWords(read: Read, preferences: Preferences): Promise<PreferencesInWords> {
  const { topics, less, quiet, digestAt, pausedUntil } = preferences
  const names = new Map((await listTopics(read)).map(({ id, name }) => [id, name]))
  // Topics are never deleted; should one be missing all the same, its number is better than nothing.
  const named = (ids: readonly number[]) => ids.map(id => names.get(id) ?? String(id))
  return {
    ...preferences,
    topics: named(topics),
    less: named(less),
    quiet: quiet && { from: clockText(quiet.from), to: clockText(quiet.to) },
    digestAt: clockText(digestAt),
    pausedUntil: isoTime(pausedUntil),
  }
}

/** The person's consent events after `afterId`, oldest first; fewer than `limit`: there are no more. */
export async function readMyConsent(
  read: Read,
  { subscriberId, afterId, limit }: { subscriberId: number; afterId: number; limit: number },
): Promise<ShownEvent[]> {
  const rows = await read
    .selectFrom('consent_events')
    .selectAll()
    .where('subscriber_id', '=', subscriberId)
    .where('id', '>', afterId)
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map(eventInWords)
}

function isoTime(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString()
}
