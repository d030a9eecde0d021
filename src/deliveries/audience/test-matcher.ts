import type { Alert } from '../../alerts/index.ts'
import type { Read } from '../../store/index.ts'
import { readChangedPreferences } from '../../subscribers/index.ts'
import { judgeAlert } from './judge-alert.ts'

const atATime = 1_000

/** Whom an alert is for among those who chose, by asking each: slow with many, and by definition right. */
export async function askEachChooser(read: Read, alert: Alert, at: number): Promise<number[]> {
  const wants = await judgeAlert(read, alert)
  const ids: number[] = []
  for (let aboveVersion = 0; ; ) {
    const rows = await readChangedPreferences(read, { aboveVersion, limit: atATime })
    for (const { subscriberId, preferences } of rows) if (wants(preferences, at)) ids.push(subscriberId)
    aboveVersion = rows.at(-1)?.version ?? aboveVersion
    if (rows.length < atATime) return ids.sort((one, other) => one - other)
  }
}
