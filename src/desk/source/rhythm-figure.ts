/** When a source publishes: two rows of bars on one scale, and the same as numbers for whoever sees no bars. */
import type { SourceRhythm } from '../../sources/index.ts'
import { type Html, html } from '../../web/index.ts'
import { roughNumber } from '../text/amounts-en.ts'
import { deskText } from '../text/en.ts'

const text = deskText.source.rhythm
const bar = { width: 13, apart: 16, most: 60 }
const size = { width: 24 * bar.apart, height: bar.most + 18 }
const labelled = [0, 6, 12, 18]

export function rhythmFigure(rhythm: SourceRhythm | null, now: number): Html {
  const title = html`<h2 id="rhythm">${text.title}</h2>`
  if (rhythm === null)
    return html`<section aria-labelledby="rhythm">${title}<p class="empty">${text.none}</p></section>`
  const date = new Date(now)
  const isWeekend = date.getUTCDay() % 6 === 0
  const hour = date.getUTCHours()
  const most = Math.max(...rhythm.weekday, ...rhythm.weekend, Number.MIN_VALUE)
  const days = [
    { name: text.weekday, hours: rhythm.weekday, hour: isWeekend ? null : hour },
    { name: text.weekend, hours: rhythm.weekend, hour: isWeekend ? hour : null },
  ]
  return html`<section aria-labelledby="rhythm">${title}<p class="hint">${text.caption(roughNumber.format(most))}</p>
<div class="hours">${days.map(day => bars(day, most))}</div>
<details><summary>${text.numbers}</summary>${numbersTable(rhythm)}</details></section>`
}

interface Day {
  name: string
  hours: readonly number[]
  /** Of now, where it is such a day. */
  hour: number | null
}

function bars({ name, hours, hour }: Day, most: number): Html {
  const high = (perHour: number) => Math.max(Math.round((perHour / most) * bar.most), 1)
  return html`<figure><figcaption>${name}</figcaption><svg viewBox="0 0 ${size.width} ${size.height}" role="img" aria-label="${summary(name, hours)}">${hours.map(
    (perHour, at) =>
      html`<rect x="${at * bar.apart}" y="${bar.most - high(perHour)}" width="${bar.width}" height="${high(perHour)}" ${at === hour ? html`class="now"` : ''}><title>${text.hourText(at)}: ${roughNumber.format(perHour)}</title></rect>`,
  )}${labelled.map(at => html`<text x="${at * bar.apart}" y="${size.height - 3}">${text.hourText(at)}</text>`)}</svg></figure>`
}

function summary(name: string, hours: readonly number[]): string {
  const [least, most] = [Math.min(...hours), Math.max(...hours)]
  const shown = (perHour: number) => roughNumber.format(perHour)
  return text.summary(name, shown(least), hours.indexOf(least), shown(most), hours.indexOf(most))
}

function numbersTable({ weekday, weekend }: SourceRhythm): Html {
  return html`<table><thead><tr><th scope="col">${text.hour}</th><th scope="col" class="figure">${text.weekday}</th><th scope="col" class="figure">${text.weekend}</th></tr></thead>
<tbody>${weekday.map(
    (perHour, at) =>
      html`<tr><th scope="row">${text.hourText(at)}</th><td class="figure">${roughNumber.format(perHour)}</td><td class="figure">${roughNumber.format(weekend[at] ?? 0)}</td></tr>`,
  )}</tbody></table>`
}
