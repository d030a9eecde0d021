import type { Read } from '../../store/index.ts'
import { type Preferences, plainPreferences } from './preferences.ts'

/** What each of these chose; whoever chose nothing is not in the map. */
export async function readPreferences(
  read: Read,
  subscriberIds: readonly number[],
): Promise<Map<number, Preferences>> {
  if (subscriberIds.length === 0) return new Map()
  const rows = await read
    .selectFrom('subscriber_preferences')
    .select(['subscriber_id', 'document'])
    .where('subscriber_id', 'in', subscriberIds)
    .execute()
  return new Map(rows.map(row => [row.subscriber_id, preferencesOf(row.document)]))
}

/** When they last chose something, in epoch milliseconds; null: never. */
export async function readChangedAt(read: Read, subscriberId: number): Promise<number | null> {
  const row = await read
    .selectFrom('subscriber_preferences')
    .select('changed_at')
    .where('subscriber_id', '=', subscriberId)
    .executeTakeFirst()
  return row?.changed_at ?? null
}

export interface ChangedPreferences {
  subscriberId: number
  version: number
  preferences: Preferences
}

/** What changed above this version, in the order of commits. Erased rows are not told. */
export async function readChangedPreferences(
  read: Read,
  { aboveVersion, limit }: { aboveVersion: number; limit: number },
): Promise<ChangedPreferences[]> {
  const rows = await read
    .selectFrom('subscriber_preferences')
    .select(['subscriber_id', 'version', 'document'])
    .where('version', '>', aboveVersion)
    .orderBy('version')
    .limit(limit)
    .execute()
  return rows.map(({ subscriber_id, version, document }) => ({
    subscriberId: subscriber_id,
    version,
    preferences: preferencesOf(document),
  }))
}

/** Of the lowest ids above `afterId`, ascending. */
export async function readPreferencesAfter(
  read: Read,
  { afterId, limit }: { afterId: number; limit: number },
): Promise<{ subscriberId: number; preferences: Preferences }[]> {
  const rows = await read
    .selectFrom('subscriber_preferences')
    .select(['subscriber_id', 'document'])
    .where('subscriber_id', '>', afterId)
    .orderBy('subscriber_id')
    .limit(limit)
    .execute()
  return rows.map(row => ({ subscriberId: row.subscriber_id, preferences: preferencesOf(row.document) }))
}

/** How many chose something. */
export async function countPreferences(read: Read): Promise<number> {
  const { people } = await read
    .selectFrom('subscriber_preferences')
    .select(eb => eb.fn.countAll<number>().as('people'))
    .executeTakeFirstOrThrow()
  return people
}

/** Subscribers who chose something: the lowest ids above `afterId`, ascending. */
export async function preferenceIdsAfter(
  read: Read,
  { afterId, limit }: { afterId: number; limit: number },
): Promise<number[]> {
  const rows = await read
    .selectFrom('subscriber_preferences')
    .select('subscriber_id')
    .where('subscriber_id', '>', afterId)
    .orderBy('subscriber_id')
    .limit(limit)
    .execute()
  return rows.map(row => row.subscriber_id)
}

/** What `readChangedPreferences` tells of after it is newer; 0: nobody chose anything. */
export async function newestPreferencesVersion(read: Read): Promise<number> {
  const { version } = await read
    .selectFrom('subscriber_preferences')
    .select(eb => eb.fn.max<number | null>('version').as('version'))
    .executeTakeFirstOrThrow()
  return version ?? 0
}

/** Only `keepPreferences` writes it, from the same type. */
function preferencesOf(document: string): Preferences {
  return { ...plainPreferences, ...(JSON.parse(document) as Partial<Preferences>) }
}
