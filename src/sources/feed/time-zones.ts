/** How far a time zone, as feeds write it, is from UTC. */

/** Hours. Where a name means several zones, the one that news feeds mean. */
const hoursOf: Readonly<Record<string, number>> = {
  ut: 0,
  utc: 0,
  gmt: 0,
  z: 0,
  wet: 0,
  west: 1,
  bst: 1,
  ist: 5.5,
  cet: 1,
  cest: 2,
  met: 1,
  mest: 2,
  mez: 1,
  mesz: 2,
  eet: 2,
  eest: 3,
  idt: 3,
  msk: 3,
  msd: 4,
  trt: 3,
  sast: 2,
  cat: 2,
  eat: 3,
  wat: 1,
  gst: 4,
  pkt: 5,
  npt: 5.75,
  wib: 7,
  wita: 8,
  wit: 9,
  ict: 7,
  sgt: 8,
  hkt: 8,
  myt: 8,
  pht: 8,
  awst: 8,
  jst: 9,
  kst: 9,
  acst: 9.5,
  acdt: 10.5,
  aest: 10,
  aedt: 11,
  nzst: 12,
  nzdt: 13,
  art: -3,
  brt: -3,
  brst: -2,
  clt: -4,
  clst: -3,
  cot: -5,
  pet: -5,
  nst: -3.5,
  ndt: -2.5,
  ast: -4,
  adt: -3,
  est: -5,
  edt: -4,
  cst: -6,
  cdt: -5,
  mst: -7,
  mdt: -6,
  pst: -8,
  pdt: -7,
  akst: -9,
  akdt: -8,
  hst: -10,
}

/** These say where, not when: summer decides. */
const places: readonly (readonly [RegExp, string])[] = [
  [/^(?:et\b|eastern|us\/eastern)/, 'America/New_York'],
  [/^(?:ct\b|central time|us\/central)/, 'America/Chicago'],
  [/^(?:mt\b|mountain|us\/mountain)/, 'America/Denver'],
  [/^(?:pt\b|pacific|us\/pacific)/, 'America/Los_Angeles'],
]

/** Later than any zone is. */
const farthestHours = 15

/** What must be added to the local time `at` (epoch ms, read as if it were UTC); 0 for a zone that nobody knows. */
export function zoneMs(written: string, at: number): number {
  const zone = written.trim().toLowerCase()
  if (zone === '' || zone === 'z') return 0
  const offset = /^(?:gmt|utc?|z)?\s*\(?([+\-\u2212])\s*(\d{1,2}):?(\d{2})?/.exec(zone)
  if (offset) {
    const hours = Number(offset[2]) + Number(offset[3] ?? 0) / 60
    return hours > farthestHours ? 0 : (offset[1] === '+' ? -hours : hours) * 3_600_000
  }
  const named = /^[\s([]*([a-z]+\/[a-z_]+(?:[+-]\d+|\/[a-z_]+)?)/.exec(zone)?.[1]
  const place = places.find(([name]) => name.test(zone))?.[1] ?? named
  if (place) return placeMs(place, at) ?? 0
  const known = zone.match(/[a-z]+/g)?.find(name => Object.hasOwn(hoursOf, name))
  const hours = known === undefined ? undefined : hoursOf[known]
  return hours === undefined ? 0 : -hours * 3_600_000
}

function placeMs(timeZone: string, at: number): number | null {
  try {
    const shown = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' }).format(at)
    const [, sign, hours, minutes] = /GMT([+-])(\d{2}):(\d{2})/.exec(shown) ?? []
    const ms = (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * 60_000
    return sign === '-' ? ms : -ms
  } catch {
    // No such place.
    return null
  }
}
