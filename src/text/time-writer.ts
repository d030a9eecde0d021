/**
 * Writes times as a language does: in UTC and saying so, because a page does not know where it is read. A formatter
 * costs far more to make than to use: a language makes its own once. Empty for what is no time.
 */
export function timeWriter(dateLanguage: string): (at: number) => string {
  const format = new Intl.DateTimeFormat(dateLanguage, {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZone: 'UTC',
    timeZoneName: 'short',
  })
  return at => (Number.isNaN(new Date(at).getTime()) ? '' : format.format(at))
}

/** The same on a reader's own clock, without the year: for what was or will be within days. */
export function momentWriter(dateLanguage: string): (moment: { at: number; timeZone: string }) => string {
  return ({ at, timeZone }) => {
    const format = new Intl.DateTimeFormat(dateLanguage, {
      day: 'numeric',
      month: 'long',
      hour: '2-digit',
      minute: '2-digit',
      timeZoneName: 'short',
      timeZone,
    })
    return format.format(at)
  }
}
