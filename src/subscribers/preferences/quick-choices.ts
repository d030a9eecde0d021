/** What one press on the preference page does to what was chosen; each has its opposite, and may come twice. */
import type { Muted, Preferences } from './preferences.ts'

export type QuickChoice =
  | { kind: 'mute' | 'unmute' | 'only' | 'not-only'; what: Muted }
  | { kind: 'less' | 'not-less'; topic: number }
  | { kind: 'pause'; until: number }
  | { kind: 'go-on' }

/** More are more than anybody presses; the oldest make room. */
const mostMuted = 500
const mostLess = 100
export const longestPauseMs = 366 * 24 * 3_600_000

export function withQuickChoice(before: Preferences, choice: QuickChoice, at: number): Preferences {
  switch (choice.kind) {
    case 'mute': {
      // Muted and wanted alone: the later press is what is meant.
      const muted = [...without(before.muted, choice.what), choice.what].slice(-mostMuted)
      return has(before.muted, choice.what)
        ? before
        : { ...before, muted, only: without(before.only, choice.what) }
    }
    case 'unmute':
      return { ...before, muted: without(before.muted, choice.what) }
    case 'only': {
      const only = [...without(before.only, choice.what), choice.what].slice(-mostMuted)
      return has(before.only, choice.what)
        ? before
        : { ...before, only, muted: without(before.muted, choice.what) }
    }
    case 'not-only':
      return { ...before, only: without(before.only, choice.what) }
    case 'less':
      return before.less.includes(choice.topic)
        ? before
        : { ...before, less: [...before.less, choice.topic].slice(-mostLess) }
    case 'not-less':
      return { ...before, less: before.less.filter(id => id !== choice.topic) }
    case 'pause':
      return {
        ...before,
        pausedUntil: choice.until > at ? Math.min(choice.until, at + longestPauseMs) : null,
      }
    case 'go-on':
      return { ...before, pausedUntil: null }
  }
}

function has(list: readonly Muted[], what: Muted): boolean {
  return list.some(one => same(one, what))
}

function without(list: readonly Muted[], what: Muted): readonly Muted[] {
  return list.filter(one => !same(one, what))
}

function same(one: Muted, other: Muted): boolean {
  if ('story' in one) return 'story' in other && one.story === other.story
  return 'thread' in other && one.thread === other.thread
}
