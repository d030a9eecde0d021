/**
 * Changes what one subscriber chose, from what it is at that moment: two tabs, or a form and a single press, never undo each
 * other's part. What changes nothing writes nothing, so every press may come twice.
 */
import type { Tx } from '../../store/index.ts'
import { keepPreferences, lockPreferences } from './keep-preferences.ts'
import { type Preferences, plainPreferences } from './preferences.ts'
import { readPreferences } from './read-preferences.ts'

export interface ChangedOne {
  before: Preferences
  after: Preferences
}

export async function changePreferences(
  tx: Tx,
  {
    subscriberId,
    change,
    at,
  }: { subscriberId: number; change: (before: Preferences) => Preferences; at: number },
): Promise<ChangedOne> {
  // The lock that all who write preferences take, before anything is read: else the slower of two presses wins whole.
  await lockPreferences(tx)
  const before = (await readPreferences(tx, [subscriberId])).get(subscriberId) ?? plainPreferences
  const after = change(before)
  if (JSON.stringify(inOrder(after)) !== JSON.stringify(inOrder(before)))
    await keepPreferences(tx, { subscriberId, preferences: after, at })
  return { before, after }
}

function inOrder(preferences: Preferences): unknown[] {
  return Object.entries(preferences).toSorted(([one], [other]) => (one < other ? -1 : 1))
}
