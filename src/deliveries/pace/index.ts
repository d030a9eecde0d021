/** How fast mail may leave: throttles, and paces that fall and recover. */

export type { SendingNow } from './pace-state.ts'
export { createPacer, type EndSign, type Pacer, type PacerParts, type PacerSettings } from './pacer.ts'
export { readPaces, type SlowedPace } from './read-paces.ts'
export { paceMigrations } from './schema.ts'
export { relayScope } from './scopes.ts'
export { storeTime } from './shared-time.ts'
