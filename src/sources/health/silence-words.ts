/** A silence in words, for the desk, the command line and whoever else tells of it. */
import type { Rhythm } from '../rhythm/index.ts'
import { usualItemsPerHour } from '../rhythm/index.ts'

export interface Silence {
  /** When the last new item was seen. */
  sinceAt: number | null
  /** The newest date in its document. */
  newestAt: number | null
  silentFrom: number | null
  rhythm: Rhythm | null
  /** As far as its silence is known: when it was last read well; of the API, when we last were there to be called. */
  until: number
  /** It hands its items in by itself: no server of its own was asked. */
  handsIn: boolean
}

const hourMs = 60 * 60_000
const dayMs = 24 * hourMs
const number = new Intl.NumberFormat('en-GB', { maximumSignificantDigits: 2 })
const moment = new Intl.DateTimeFormat('en-GB', {
  ...{ day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' },
  ...{ timeZone: 'UTC', timeZoneName: 'short' },
})
const date = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' })

const whatToDo =
  'Its server answers normally, so look whether this is still the right address, and whether its site has newer items.'

const whatToDoOfApi =
  'Nobody polls it, so look whether what hands its items in still runs, and what POST /api/items answers there.'

export function silenceWords(silence: Silence): string {
  const { sinceAt, newestAt, silentFrom, rhythm, until } = silence
  // Not "silent": for a while of it we may not have been there.
  if (silence.handsIn && sinceAt !== null)
    return `Nothing has come for ${spanWords(Math.max(until - sinceAt, 0))}: its last item came on ${moment.format(sinceAt)}${usual(rhythm, until)}. ${whatToDoOfApi}`
  if (silentFrom !== null && sinceAt !== null && silentFrom <= until)
    return `Silent for ${spanWords(until - sinceAt)}: its last item came on ${moment.format(sinceAt)}${usual(rhythm, until)}. ${whatToDo}`
  const since = newestAt === null ? '' : `: its newest item is of ${date.format(newestAt)}`
  return `Nothing new for long${since}, which is too long ago for how its items lie apart. ${whatToDo}`
}

function usual(rhythm: Rhythm | null, at: number): string {
  const perHour = usualItemsPerHour(rhythm, at)
  if (perHour === null) return ''
  if (perHour >= 0.95) return `, and it usually publishes ${items(perHour)} an hour at this time`
  return `, and it usually publishes ${perHour * 24 >= 0.95 ? `${items(perHour * 24)} a day` : `${items(perHour * 24 * 7)} a week`} at this rate`
}

function items(count: number): string {
  const shown = number.format(count)
  return `${shown} ${shown === '1' ? 'item' : 'items'}`
}

/** `40 minutes`, `3 hours`, `5 days`: rounded down, so that nothing sounds worse than it is. */
function spanWords(ms: number): string {
  const [count, unit] =
    ms < 2 * hourMs
      ? [Math.floor(ms / 60_000), 'minute']
      : ms < 2 * dayMs
        ? [Math.floor(ms / hourMs), 'hour']
        : [Math.floor(ms / dayMs), 'day']
  return `${count} ${unit}${count === 1 ? '' : 's'}`
}
