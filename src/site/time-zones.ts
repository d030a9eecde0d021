/** Time zones for a field to choose from, with what their clocks show now. */

export interface TimeZone {
  name: string
  /** `+01:00` */
  offset: string
}

/** IANA's names as this program knows them, UTC first; `chosen` too, should it be an older name. */
export function listTimeZones(at: number, chosen: string): TimeZone[] {
  const moment = Temporal.Instant.fromEpochMilliseconds(at)
  const names = new Set(['UTC', ...Intl.supportedValuesOf('timeZone'), chosen])
  return [...names].map(name => ({ name, offset: moment.toZonedDateTimeISO(name).offset }))
}
