/** What readers choose by the forms of their preference page, without a browser; and a digest's hour that strikes at once. */
import assert from 'node:assert/strict'
import type { Store } from '../../src/store/index.ts'
import {
  keepPreferences,
  type Preferences,
  plainPreferences,
  preferencesToken,
} from '../../src/subscribers/index.ts'
import type { Newsroom } from './newsroom.ts'
import { contextOf } from './open-place.ts'
import { pollUntil } from './poll-until.ts'
import type { Environment } from './tocsin-process.ts'

const dayMs = 24 * 3_600_000
const hourMs = 3_600_000

type Ground = Pick<Newsroom, 'env' | 'store' | 'post'>

/** `/choices/TOKEN`, as a mail of so many days ago has it. */
export async function choicesPath(
  { env, store }: { env: Environment; store: Store },
  address: string,
  daysAgo = 0,
): Promise<string> {
  const { id, link_generation: linkGeneration } = await store.read
    .selectFrom('subscribers')
    .select(['id', 'link_generation'])
    .where('address', '=', address)
    .executeTakeFirstOrThrow()
  const at = Date.now() - daysAgo * dayMs
  return `/choices/${preferencesToken(contextOf(env), { subscriberId: id, linkGeneration, at })}`
}

/** The whole form, with these fields changed from what holds for whoever chose nothing; the digest comes in twelve hours. */
export function choicesForm(fields: Record<string, string> = {}): Record<string, string> {
  return {
    ...{ scope: 'all', least: 'developing', dailyMost: '', quietFrom: '', quietTo: '' },
    ...{ timeZone: 'UTC', digestAt: clockOf(Date.now() + 12 * hourMs), mailLanguage: 'en', ...fields },
  }
}

export async function choose(ground: Ground, address: string, fields: Record<string, string>): Promise<void> {
  const saved = await ground.post(await choicesPath(ground, address), choicesForm(fields))
  assert.equal(saved.status, 303, await saved.text())
}

/** One of the page's single presses: `mute thread 7` at `/press`, `week` at `/pause`. */
export async function pressChoice(
  ground: Ground,
  address: string,
  wish: { press: string } | { pause: string },
): Promise<void> {
  const path = `${await choicesPath(ground, address)}/${'press' in wish ? 'press' : 'pause'}`
  const pressed = await ground.post(path, { ...wish })
  assert.equal(pressed.status, 303, await pressed.text())
}

/** For hundreds of readers at once; the digest comes in twelve hours. */
export async function chooseForAll(store: Store, chosen: Partial<Preferences>): Promise<void> {
  const digestAt = Math.floor((Date.now() + 12 * hourMs) / 60_000) % (24 * 60)
  const preferences = { ...plainPreferences, digestAt, ...chosen }
  await store.write(async tx => {
    for (const { id } of await tx.selectFrom('subscribers').select('id').execute())
      await keepPreferences(tx, { subscriberId: id, preferences, at: Date.now() })
  })
}

/** Quiet hours, UTC, that began an hour ago and end in three, so that no test runs out of them. */
export function quietNow(at = Date.now()): { quietFrom: string; quietTo: string } {
  return { quietFrom: clockOf(at - hourMs), quietTo: clockOf(at + 3 * hourMs) }
}

/** HH:MM in UTC. */
function clockOf(at: number): string {
  return new Date(at).toISOString().slice(11, 16)
}

/** The hour of these readers' digests strikes; all of them without `addresses`. */
export async function strikeDigests(store: Store, addresses?: readonly string[]): Promise<void> {
  const ofWhom = store.read.selectFrom('subscribers').select('id')
  await store.write(async tx => {
    const due = tx.updateTable('waiting_digests').set({ due_at: 1 })
    const ids = addresses && ofWhom.where('address', 'in', addresses)
    await (ids ? due.where('subscriber_id', 'in', ids) : due).execute()
    tx.wake('digests')
  })
}

/** No digest that is due waits any more, and each that was composed has left. */
export function digestsLeft(store: Store, at = Date.now()): Promise<true> {
  return pollUntil('the digests to leave', async () => {
    const due = await store.read
      .selectFrom('waiting_digests')
      .select('subscriber_id')
      .where('due_at', '<=', at)
      .execute()
    const going = await store.read
      .selectFrom('outbox')
      .select('id')
      .where('kind', '=', 'digest')
      .where('state', '!=', 'accepted')
      .execute()
    return due.length + going.length === 0
  })
}
