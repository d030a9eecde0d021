/** Times and numbers as the desk shows them: in UTC, with the zone said. */
import { type Html, html } from '../web/index.ts'
import { agoWords } from './text/amounts-en.ts'
import { deskText } from './text/en.ts'

const { locale } = deskText
const dayMs = 24 * 60 * 60_000
const day = { day: 'numeric', month: 'short', timeZone: 'UTC' } as const
const minutes = { hour: '2-digit', minute: '2-digit', timeZoneName: 'short' } as const
const toTheMinute = new Intl.DateTimeFormat(locale, { ...day, ...minutes })
const toTheSecond = new Intl.DateTimeFormat(locale, { ...day, ...minutes, second: '2-digit' })
const wholeDay = new Intl.DateTimeFormat(locale, { ...day, year: 'numeric' })
const clockTime = new Intl.DateTimeFormat(locale, {
  ...{ hour: '2-digit', minute: '2-digit', second: '2-digit', timeZone: 'UTC' },
})
const dayAndTime = new Intl.DateTimeFormat(locale, { ...day, hour: '2-digit', minute: '2-digit' })
const wholeNumber = new Intl.NumberFormat(locale)

/** `23 Nov, 01:26 UTC` */
export function time(at: number): Html {
  return html`<time datetime="${new Date(at).toISOString()}">${minuteText(at)}</time>`
}

/** `23 Nov, 01:26 UTC` */
export function minuteText(at: number): string {
  return toTheMinute.format(at)
}

/** `23 Nov, 01:26:05 UTC` */
export function secondText(at: number): string {
  return toTheSecond.format(at)
}

/** `23 Nov 2026` */
export function dayText(at: number): string {
  return wholeDay.format(at)
}

/** `8 min ago`, with the moment itself behind it. `live` is its name for the page's events. */
export function ago(at: number, now: number, live?: string): Html {
  return html`<time datetime="${new Date(at).toISOString()}" title="${minuteText(at)}" ${live ? html`data-live="${live}"` : ''}>${agoWords(at, now)}</time>`
}

/** `14:02:33`; on another day than `beside`, `23 Nov, 14:02`. For columns that say the zone once. */
export function timeBeside(at: number, beside: number): Html {
  const isSameDay = Math.floor(at / dayMs) === Math.floor(beside / dayMs)
  return html`<time datetime="${new Date(at).toISOString()}">${(isSameDay ? clockTime : dayAndTime).format(at)}</time>`
}

/** `1,204` */
export function count(number: number): string {
  return wholeNumber.format(number)
}
