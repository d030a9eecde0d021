/** The moving numbers of one alert, as text: rendered into its page first, then sent as events. */
import type { Alert } from '../../alerts/index.ts'
import {
  countsOf,
  type DeliveryCounts,
  readTries,
  retryForMs,
  retryPausesMs,
  type WaitingTries,
} from '../../deliveries/index.ts'
import type { Store } from '../../store/index.ts'
import type { PageEvent } from '../live/event-stream.ts'
import { whyNoMail } from '../live/mail-words.ts'
import { deskText } from '../text/en.ts'
import { count, minuteText, secondText } from '../time.ts'

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

export interface Progress {
  counts: DeliveryCounts
  /** What waits for another try; null: nothing. */
  tries: WaitingTries | null
  /** Why nothing leaves, while it should. */
  noMail: string | null
  at: number
}

/** Null: there is no such alert. */
export async function readProgress(
  { read }: Pick<Store, 'read'>,
  { id, state }: Alert,
  at: number,
): Promise<Progress | null> {
  const counts = (await countsOf(read, [id])).get(id)
  if (!counts) return null
  const underWay = state === 'sending' || state === 'paused'
  const [tries, noMail] = await Promise.all([
    underWay && counts.deferred + counts.uncertain > 0 ? readTries(read, id) : null,
    state === 'sending' ? whyNoMail(read) : null,
  ])
  return { counts, tries, noMail, at }
}

/** @param perSecond Measured; null: not yet. */
export function liveAlert(
  alert: Alert,
  { perSecond, ...progress }: Progress & { perSecond: number | null },
): PageEvent & { text: LiveText } {
  const { sent, state } = deskText
  const { counts } = progress
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
      held: count(counts.held),
      first: whenText(counts.firstAcceptedAt, alert.approvedAt),
      last: whenText(counts.lastAcceptedAt, alert.approvedAt),
      state: state[alert.state],
      note: alert.note ?? '',
      have: count(counts.accepted + counts.uncertain),
      waiting: count(waiting),
      waitingNumber: String(waiting),
      noMail: progress.noMail ?? '',
      speed: progress.noMail === null ? speedWords(counts, perSecond) : '',
      tries: triesWords(alert, progress),
      schedule: progress.tries && counts.deferred > 0 ? schedule : '',
    },
  }
}

export type LiveText = Record<
  | (typeof shownStates)[number]
  | 'audience'
  | 'frozen'
  | 'resent'
  | 'held'
  | 'first'
  | 'last'
  | 'state'
  | 'note'
  | 'have'
  | 'waiting'
  | 'waitingNumber'
  | 'noMail'
  | 'speed'
  | 'tries'
  | 'schedule',
  string
>

function whenText(at: number | null, pressedAt: number | null): string {
  if (at === null) return deskText.sent.notYet
  if (pressedAt === null) return secondText(at)
  return deskText.sent.afterPress(secondText(at), ((at - pressedAt) / 1000).toFixed(1))
}

function speedWords({ queued, sending, frozen }: DeliveryCounts, perSecond: number | null): string {
  if (perSecond === null) return ''
  if (perSecond === 0) return deskText.sent.standsStill
  return deskText.sent.speed(perSecond, frozen ? (queued + sending) / perSecond : null)
}

function triesWords({ state }: Alert, { counts, tries, at }: Progress): string {
  if (!tries) return ''
  const { sent } = deskText
  const next = tries.nextAt <= at ? sent.nextTryNow : sent.nextTry(secondText(tries.nextAt))
  return [
    counts.deferred > 0 ? sent.putOff(counts.deferred) : sent.inDoubt,
    state === 'paused' ? sent.noTryWhilePaused : next,
    tries.endAt === null ? '' : sent.triesEnd(minuteText(tries.endAt)),
  ]
    .join(' ')
    .trim()
}

const schedule = deskText.sent.schedule(
  retryPausesMs.map(ms => ms / 60_000),
  retryForMs / 3_600_000,
)
