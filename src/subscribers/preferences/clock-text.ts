/** Minutes after midnight as a form's field for a time has them, `07:30`, and back. */

export function clockText(minutes: number): string {
  const two = (number: number) => String(number).padStart(2, '0')
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`
}

/** Null: no time of the day. Some browsers send seconds too. */
export function minutesOf(typed: string): number | null {
  const [, hours, minutes] = /^([01]?\d|2[0-3]):([0-5]\d)(?::[0-5]\d(?:\.\d+)?)?$/.exec(typed.trim()) ?? []
  return hours && minutes ? Number(hours) * 60 + Number(minutes) : null
}
