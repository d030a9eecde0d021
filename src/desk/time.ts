/** Times and numbers as the desk shows them: in UTC, with the zone said. */
import { type Html, html } from '../web/index.ts'
import { deskText } from './text/en.ts'

const { locale } = deskText
const day = { day: 'numeric', month: 'short', timeZone: 'UTC' } as const
const minutes = { hour: '2-digit', minute: '2-digit', timeZoneName: 'short' } as const
const toTheMinute = new Intl.DateTimeFormat(locale, { ...day, ...minutes })
const toTheSecond = new Intl.DateTimeFormat(locale, { ...day, ...minutes, second: '2-digit' })
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

/** `1,204` */
export function count(number: number): string {
  return wholeNumber.format(number)
}
