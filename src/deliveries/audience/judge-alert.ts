/** Whom an alert is for, asked of each reader's preferences: what the index of the matcher must agree with. */
import type { Alert } from '../../alerts/index.ts'
import type { Read } from '../../store/index.ts'
import type { Muted, Preferences } from '../../subscribers/index.ts'

export type Wants = (preferences: Preferences | null, at: number) => boolean

const rank = { flash: 0, breaking: 1, developing: 2 }

// biome-ignore lint/suspicious/useAwait: until `alerts/wants` is here
export async function judgeAlert(_read: Read, alert: Alert): Promise<Wants> {
  const isOf = (muted: Muted) =>
    'story' in muted ? muted.story === alert.storyId : muted.thread === (alert.threadId ?? alert.id)
  return (preferences, at) => {
    if (!preferences) return true
    if (preferences.pausedUntil !== null && at < preferences.pausedUntil) return false
    if (preferences.only.length > 0 && !preferences.only.some(isOf)) return false
    if (preferences.muted.some(isOf)) return false
    return alert.kind === 'update' || rank[alert.priority] <= rank[preferences.least]
  }
}
