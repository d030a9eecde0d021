/** What a sign-up form asked for besides an address becomes the subscriber's choice when its owner confirms. */
import type { Tx } from '../../store/index.ts'
import { keepPreferences } from '../preferences/keep-preferences.ts'
import { plainPreferences } from '../preferences/preferences.ts'
import { readPreferences } from '../preferences/read-preferences.ts'
import { listTopics } from '../topics/read-topics.ts'

/** False: nothing was chosen. */
export async function chooseTopics(
  tx: Tx,
  {
    subscriberId,
    isNew,
    slugs,
    at,
  }: { subscriberId: number; isNew: boolean; slugs: readonly string[]; at: number },
): Promise<boolean> {
  if (slugs.length === 0) return false
  const asked = (await listTopics(tx)).filter(({ slug, retired }) => !retired && slugs.includes(slug))
  const before = (await readPreferences(tx, [subscriberId])).get(subscriberId) ?? plainPreferences
  // Who gets every alert already would get fewer.
  if (asked.length === 0 || (!isNew && before.scope === 'all')) return false
  const topics = [...new Set([...before.topics, ...asked.map(({ id }) => id)])]
  await keepPreferences(tx, { subscriberId, preferences: { ...before, scope: 'chosen', topics }, at })
  return true
}
