import type { Selectable } from 'kysely'
import type { ConsentEventsTable } from '../schema.ts'

/** A consent event as a person reads it; nothing that was recorded is left out but the chain's own hashes. */
export interface ShownEvent {
  id: number
  at: string
  kind: ConsentEventsTable['kind']
  scope: 'alerts' | 'marketing'
  wording: string
  wordingVersion: string
  noticeVersion: string
  language: string
  method: string
  network: string | null
}

export function eventInWords(row: Selectable<ConsentEventsTable>): ShownEvent {
  const { id, kind, scope, wording, language, method, network } = row
  return {
    ...{ id, at: timeOf(row.at), kind, scope, wording, language, method, network },
    wordingVersion: row.wording_version,
    noticeVersion: row.notice_version,
  }
}

/** What was forged may be no time at all. */
function timeOf(at: number): string {
  const time = new Date(at)
  return Number.isNaN(time.getTime()) ? String(at) : time.toISOString()
}
