/**
 * The score's course as a picture without script: a line in steps, with numbers where something moved it. Its places are
 * shares of the width, so that letters keep their size from a phone to a desk. The list beside it says the same in words.
 */
import type { KeptMoment } from '../../stories/index.ts'
import { type Html, html } from '../../web/index.ts'
import { deskText } from '../text/en.ts'
import { minuteText } from '../time.ts'
import type { Course } from './course.ts'

const text = deskText.story.course
/** In CSS pixels: a lane for the numbers, the picture, a line for the times. */
const lane = 24
const picture = 112
const height = lane + picture + 20
const radius = 9
/** Shares of the width, in per cent: as wide as a number's circle on the narrowest phone, and how near the edge one may be. */
const apart = 6.5
const edge = 3.5
/** What the line leaves to the numbers of its height. */
const gutter = 8
/** The line's own coordinates. */
const steps = 1_000

export interface CourseParts {
  moments: readonly KeptMoment[]
  course: Course
  /** When alerts of the story were sent. */
  alertsAt: readonly number[]
  /** Its first moments are there; else they were purged. */
  isWhole: boolean
}

export function courseFigure({ moments, course, alertsAt, isWhole }: CourseParts): Html {
  const [first] = moments
  const last = moments.at(-1)
  if (!first || !last) return isWhole ? html`<p class="empty">${deskText.story.score.unknown}</p>` : html``
  const end = Math.max(last.at, ...alertsAt)
  if (end <= first.at || moments.length < 2)
    return html`<p class="empty">${isWhole ? text.one : text.oneKept}</p>`
  const share = (at: number) => Math.min(Math.max((at - first.at) / (end - first.at), 0), 1)
  const top = course.top ?? last
  const said = text.summary(
    ...([first.score, minuteText(first.at), last.score, minuteText(last.at)] as const),
    ...([top.score, minuteText(top.at)] as const),
  )
  const line = stepLine(moments, share)
  return html`<figure><svg class="course" width="100%" height="${height}" role="img" aria-label="${said}">
<svg x="${gutter}%" y="${lane}" width="${100 - gutter}%" height="${picture}" viewBox="0 0 ${steps} 100" preserveAspectRatio="none"><path class="area" d="${line}V100H0Z"/><path d="M0 100H${steps}M0 50H${steps}M0 0H${steps}" class="rules"/><path class="curve" d="${line}"/></svg>
<text x="0" y="${yOf(100) + 9}">100</text><text x="0" y="${yOf(50) + 4}">50</text><text x="0" y="${yOf(0)}">0</text>
${alertsAt.map(at => html`<line class="alert" x1="${percent(placeOf(share(at)))}" x2="${percent(placeOf(share(at)))}" y1="${lane}" y2="${lane + picture}"/>`)}
${marks(course, share)}
<text x="${gutter}%" y="${height - 4}">${minuteText(first.at)}</text><text x="100%" y="${height - 4}" text-anchor="end">${minuteText(end)}</text>
</svg></figure>`
}

/** The numbers stand in a lane above, moved apart where they would cover each other, each with a line to its step. */
function marks({ movers }: Course, share: (at: number) => number): Html[] {
  const places = spread(movers.map(({ moment }) => placeOf(share(moment.at))))
  return movers.map(({ moment }, place) => {
    const x = percent(placeOf(share(moment.at)))
    const label = percent(places[place] ?? 0)
    return html`<line class="lead" x1="${label}" y1="${radius + 1}" x2="${x}" y2="${yOf(moment.score)}"/><circle class="at" cx="${x}" cy="${yOf(moment.score)}" r="3"/><circle cx="${label}" cy="${radius + 1}" r="${radius}"/><text x="${label}" y="${radius + 5}" class="number" text-anchor="middle">${place + 1}</text>`
  })
}

/** In per cent, at least `apart` from each other and inside the picture, in the same order. */
export function spread(wanted: readonly number[]): number[] {
  const places: number[] = []
  for (const place of wanted) places.push(Math.max(place, edge, (places.at(-1) ?? -apart) + apart))
  let most = 100 - edge
  for (let n = places.length - 1; n >= 0; n--) {
    places[n] = Math.min(places[n] ?? 0, most)
    most = (places[n] ?? 0) - apart
  }
  return places
}

/** Of moments that fall on one step the last counts. */
function stepLine(moments: readonly KeptMoment[], share: (at: number) => number): string {
  const scoreAt = new Map(moments.map(({ at, score }) => [Math.round(share(at) * steps), score]))
  const [first, ...rest] = [...scoreAt].sort(([one], [other]) => one - other)
  const line = rest.map(([x, score]) => `H${x}V${100 - score}`).join('')
  return `M0 ${100 - (first?.[1] ?? 0)}${line}H${steps}`
}

function yOf(score: number): number {
  return Math.round(lane + picture - (score / 100) * picture)
}

/** In per cent of the width. */
function placeOf(share: number): number {
  return gutter + share * (100 - gutter)
}

function percent(place: number): string {
  return `${Math.round(place * 100) / 100}%`
}
