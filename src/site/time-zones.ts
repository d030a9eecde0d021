/** Time zones for a field to choose from, with what their clocks show now. */

export interface TimeZone {
  /** IANA's. */
  name: string
  /** The name without its region, as people write it: whoever types "ber" in the field finds Berlin. */
  city: string
  /** `+01:00` */
  offset: string
}

export interface TimeZoneRegion {
  /** IANA's: `Europe`. Empty: of none. */
  region: string
  zones: TimeZone[]
}

/** IANA's names as this program knows them, by region, UTC first; `chosen` too, should it be an older name. */
export function listTimeZones(at: number, chosen: string): TimeZoneRegion[] {
  const moment = Temporal.Instant.fromEpochMilliseconds(at)
  const regions = new Map<string, TimeZone[]>([['', []]])
  for (const name of new Set(['UTC', ...Intl.supportedValuesOf('timeZone'), chosen])) {
    const slash = name.indexOf('/')
    const region = name.slice(0, Math.max(0, slash))
    const city = name.slice(slash + 1).replaceAll('_', ' ')
    const zones = regions.get(region) ?? []
    zones.push({ name, city, offset: moment.toZonedDateTimeISO(name).offset })
    regions.set(region, zones)
  }
  return [...regions].map(([region, zones]) => ({ region, zones }))
}
