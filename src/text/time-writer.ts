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
