/** What a part of the program is, and what all of them are made from. */
import type { Logger } from 'pino'
import type { Clock } from './clock.ts'
import type { Config, Role, SecretSettings, Secrets } from './config.ts'
import type { Store } from './store/index.ts'
import type { SubscriberContext } from './subscribers/index.ts'

export interface AppOptions {
  config: Config
  secretSettings: SecretSettings
  roles: ReadonlySet<Role>
  clock: Clock
  random(bytes: number): Uint8Array
  log: Logger
}

/** Everything the parts are made from. */
export interface Ground extends AppOptions {
  store: Store
  secrets: Secrets
  subscribers: SubscriberContext
  /** Of an SQLite file: shared by all threads that write it. */
  writeTurn: SharedArrayBuffer | null
}

export interface Part {
  start(): void | Promise<void>
  stop(): Promise<void>
  /** Of the part that answers pages; `desk` lets the first editor in. */
  links?(desk: string): Links
}

/** Where a person begins; null where the roles or the configuration have none. */
export interface Links {
  site: string | null
  desk: string | null
  mailbox: string | null
}
