/** A source may name several hubs: they are tried in turn. */
import type { Updateable } from 'kysely'
import type { PushSubscriptionsTable } from './schema.ts'

export function parseHubs(json: string): string[] {
  return JSON.parse(json) as string[] // we wrote it
}

/** The same again where there is no other. */
export function nextHub(hubs: readonly string[], hub: string): string {
  return hubs[(hubs.indexOf(hub) + 1) % hubs.length] ?? hub
}

/** As if nobody had been asked yet: what was given to a hub before opens nothing any more. */
export function afresh(hub: string): Updateable<PushSubscriptionsTable> {
  return {
    hub,
    salt: null,
    state: 'wanted',
    asked_at: null,
    accepted_at: null,
    pending_until: null,
    verified_at: null,
    lease_expires_at: null,
  }
}
