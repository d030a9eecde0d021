import { type Alert, readFacts, wants } from '../../alerts/index.ts'
import type { Read } from '../../store/index.ts'
import type { Preferences } from '../../subscribers/index.ts'

export type Wants = (preferences: Preferences | null, at: number) => boolean

/** Whom an alert is for, asked of each reader's preferences: what the matcher's index must agree with. */
export async function judgeAlert(read: Read, alert: Alert): Promise<Wants> {
  const [facts] = await readFacts(read, [alert])
  if (!facts) throw new Error(`alert ${alert.id} has no facts`)
  return (preferences, at) => wants(facts, preferences, at).in
}
