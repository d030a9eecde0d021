/** The moving numbers of one alert, as text: rendered into its page first, then sent as events. */
import type { Alert } from '../../alerts/index.ts'
import type { DeliveryCounts } from '../../deliveries/index.ts'
import type { PageEvent } from '../live/event-stream.ts'
import { deskText } from '../text/en.ts'
import { count, secondText } from '../time.ts'

export const shownStates = [
  'accepted',
  'queued',
  'sending',
  'deferred',
  'uncertain',
  'refused',
  'suppressed',
  'withdrawn',
] as const

export function liveAlert(alert: Alert, counts: DeliveryCounts): PageEvent & { text: LiveText } {
  const { sent, state } = deskText
  const numbers = shownStates.map(name => [name, count(counts[name])])
  const waiting = counts.queued + counts.deferred
  return {
    state: alert.state,
    text: {
      // Object.fromEntries forgets its keys.
      ...(Object.fromEntries(numbers) as Record<(typeof shownStates)[number], string>),
      audience: count(counts.audience),
      frozen: counts.frozen ? sent.frozen.yes : sent.frozen.no,
      resent: count(counts.resent),
      first: whenText(counts.firstAcceptedAt, alert.approvedAt),
      last: whenText(counts.lastAcceptedAt, alert.approvedAt),
      state: state[alert.state],
      note: alert.note ?? '',
      have: count(counts.accepted + counts.uncertain),
      waiting: count(waiting),
      waitingNumber: String(waiting),
    },
  }
}

export type LiveText = Record<
  | (typeof shownStates)[number]
  | 'audience'
  | 'frozen'
  | 'resent'
  | 'first'
  | 'last'
  | 'state'
  | 'note'
  | 'have'
  | 'waiting'
  | 'waitingNumber',
  string
>

function whenText(at: number | null, pressedAt: number | null): string {
  if (at === null) return deskText.sent.notYet
  if (pressedAt === null) return secondText(at)
  return deskText.sent.afterPress(secondText(at), ((at - pressedAt) / 1000).toFixed(1))
}
