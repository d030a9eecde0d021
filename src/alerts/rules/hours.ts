/** When a rule may ring: hours and days in a time zone. Hours over midnight belong to the day on which they began. */
const dayMinutes = 1_440
const minuteMs = 60_000
const weekdayNames: readonly (string | undefined)[] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']

/** In minutes of the day; null: no hours. `24:00` ends a day, and equal ends are the whole day. */
export function parseHours(text: string): { from: number; to: number } | null {
  const [, fromHour, fromMinute, toHour, toMinute] = /^(\d{1,2}):(\d\d)-(\d{1,2}):(\d\d)$/.exec(text) ?? []
  const from = Number(fromHour) * 60 + Number(fromMinute)
  const to = Number(toHour) * 60 + Number(toMinute)
  const fits = Number(fromMinute) < 60 && Number(toMinute) < 60 && from < dayMinutes && to <= dayMinutes
  return fits ? { from, to } : null
}

export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}

/** As a rule has them; see `rule.ts`. */
interface Times {
  hours: string | null
  days: readonly string[]
  timeZone: string
}

export function mayRingAt(rule: Times, at: number): boolean {
  if (rule.hours === null && rule.days.length === 0) return true
  return isWithin(rule, localTime(rule.timeZone, at))
}

/** The first moment at or after `at`, to the minute; null: none within a week and a day. */
export function nextRingTime(rule: Times, at: number): number | null {
  if (mayRingAt(rule, at)) return at
  const from = rule.hours === null ? 0 : (parseHours(rule.hours)?.from ?? 0)
  const { minute } = localTime(rule.timeZone, at)
  const first = Math.floor(at / minuteMs) * minuteMs + ((from - minute + dayMinutes) % dayMinutes) * minuteMs
  for (let day = 0; day <= 8; day++) {
    // Clocks are put forward or back by an hour, or half of one.
    for (const shift of [-60, -30, 0, 30, 60]) {
      const candidate = first + (day * dayMinutes + shift) * minuteMs
      if (candidate > at && mayRingAt(rule, candidate)) return candidate
    }
  }
  return null
}

function isWithin({ hours, days }: Times, { day, minute }: { day: number; minute: number }): boolean {
  const { from, to } = (hours === null ? null : parseHours(hours)) ?? { from: 0, to: dayMinutes }
  const wraps = to <= from
  const isMorningAfter = wraps && minute < to && from !== to
  const began = isMorningAfter ? (day + 6) % 7 : day
  if (days.length > 0 && !days.some(day => day === weekdayNames[began])) return false
  return from === to || (wraps ? minute >= from || minute < to : minute >= from && minute < to)
}

/** Day 0 is Monday. */
function localTime(timeZone: string, at: number): { day: number; minute: number } {
  const format = new Intl.DateTimeFormat('en-GB', {
    ...{ timeZone, weekday: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  })
  const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, value]))
  const name = parts.get('weekday')?.toLowerCase()
  return {
    day: weekdayNames.indexOf(name),
    minute: Number(parts.get('hour')) * 60 + Number(parts.get('minute')),
  }
}
