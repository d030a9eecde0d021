/**
 * Writes what a subscriber chose. Versions grow in the order of commits: the counter's row is held until the
 * transaction ends, so that nobody who asks for what is newer can miss one that was slow.
 */
import type { Tx } from '../../store/index.ts'
import { type Preferences, plainPreferences, type QuietHours } from './preferences.ts'

const versionKey = 'preferences-version'

/** `preferences` must be checked; nobody but a form or an import makes them. */
export async function keepPreferences(
  tx: Tx,
  { subscriberId, preferences, at }: { subscriberId: number; preferences: Preferences; at: number },
): Promise<void> {
  const document = JSON.stringify(whatDiffers(preferences))
  const row = { version: await takeVersions(tx, 1), document, changed_at: at }
  const before = await readQuietId(tx, subscriberId)
  const { quiet, timeZone, dailyMost } = preferences
  const quiet_id = quiet && (await quietId(tx, quiet, timeZone))
  // First, for the row's lock: of who is erased at this moment nothing may be kept any more.
  const subscriber = await tx
    .updateTable('subscribers')
    .set({ choosing: 1, quiet_id, daily_most: dailyMost })
    .where('id', '=', subscriberId)
    .returning('id')
    .executeTakeFirst()
  if (subscriber)
    await tx
      .insertInto('subscriber_preferences')
      .values({ subscriber_id: subscriberId, ...row })
      .onConflict(conflict => conflict.column('subscriber_id').doUpdateSet(row))
      .execute()
  for (const id of new Set([before, quiet_id])) if (id !== null) await dropUnused(tx, id)
  tx.wake('subscribers')
}

async function readQuietId(tx: Tx, subscriberId: number): Promise<number | null> {
  const row = await tx
    .selectFrom('subscribers')
    .select('quiet_id')
    .where('id', '=', subscriberId)
    .executeTakeFirst()
  return row?.quiet_id ?? null
}

/**
 * Quiet hours that nobody has any more: each row is reckoned again and again by every sender, and one person with a
 * program could make others without end. Whoever may take these up holds the lock on versions.
 */
async function dropUnused(tx: Tx, id: number): Promise<void> {
  await tx
    .deleteFrom('quiet_hours')
    .where('id', '=', id)
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('subscribers').select('subscribers.id').where('quiet_id', '=', id))),
    )
    .execute()
}

/**
 * Of many at once who have none yet, as an import brings them; whoever has some keeps them. Without quiet hours and
 * limits, which no import brings.
 */
export async function keepFirstPreferences(
  tx: Tx,
  people: readonly { subscriberId: number; preferences: Preferences }[],
  at: number,
): Promise<void> {
  if (people.length === 0) return
  const first = await takeVersions(tx, people.length)
  const rows = people.map(({ subscriberId, preferences }, place) => ({
    ...{ subscriber_id: subscriberId, version: first + place, changed_at: at },
    document: JSON.stringify(whatDiffers(preferences)),
  }))
  const kept = await tx
    .insertInto('subscriber_preferences')
    .values(rows)
    .onConflict(conflict => conflict.column('subscriber_id').doNothing())
    .returning('subscriber_id')
    .execute()
  const ids = kept.map(row => row.subscriber_id)
  if (ids.length > 0)
    await tx.updateTable('subscribers').set({ choosing: 1 }).where('id', 'in', ids).execute()
}

/** Short documents: a million of them are read at a start. */
function whatDiffers(preferences: Preferences): Partial<Preferences> {
  const plain: Record<string, unknown> = { ...plainPreferences }
  return Object.fromEntries(
    Object.entries(preferences).filter(
      ([name, value]) => JSON.stringify(value) !== JSON.stringify(plain[name]),
    ),
  )
}

/** Until this transaction ends nobody else changes anybody's preferences: for who first reads and then writes. */
export async function lockPreferences(tx: Tx): Promise<void> {
  await lockVersion(tx)
}

/** Returns the first of so many that are this transaction's. */
async function takeVersions(tx: Tx, count: number): Promise<number> {
  const before = await lockVersion(tx)
  await tx
    .updateTable('meta')
    .set({ value: String(before + count) })
    .where('key', '=', versionKey)
    .execute()
  return before + 1
}

async function lockVersion(tx: Tx): Promise<number> {
  await tx
    .insertInto('meta')
    .values({ key: versionKey, value: '0' })
    .onConflict(conflict => conflict.column('key').doNothing())
    .execute()
  // An update that changes nothing takes the row's lock on PostgreSQL; on SQLite there is one writer anyway.
  const { value } = await tx
    .updateTable('meta')
    .set(eb => ({ value: eb.ref('value') }))
    .where('key', '=', versionKey)
    .returning('value')
    .executeTakeFirstOrThrow()
  return Number(value)
}

async function quietId(tx: Tx, { from, to }: QuietHours, timeZone: string): Promise<number> {
  const hours = { time_zone: timeZone, from_minute: from, to_minute: to }
  const { id } = await tx
    .insertInto('quiet_hours')
    .values(hours)
    .onConflict(conflict =>
      conflict
        .columns(['time_zone', 'from_minute', 'to_minute'])
        .doUpdateSet(eb => ({ time_zone: eb.ref('quiet_hours.time_zone') })),
    )
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}
