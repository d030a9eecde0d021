/**
 * Puts the parts together, once. `createApp` opens what must be open before anything runs (folder, lock, store,
 * secrets) and throws one clear line when it cannot; `start` begins the work of the given roles; `stop` drains
 * and closes everything. Both may be called twice.
 */
import type { Logger } from 'pino'
import { createRules } from './alerts/index.ts'
import type { Clock } from './clock.ts'
import type { Config, Role, SecretSettings, Secrets } from './config.ts'
import { type DkimKey, engineHere, engineInThread, readDkimKeys, readEpochFile } from './deliveries/index.ts'
import { firstEditorLink, importFirstSources } from './first-start.ts'
import { createHousekeeping } from './housekeeping.ts'
import { migrations } from './migrations.ts'
import { createSafeFetch } from './net/index.ts'
import { createFullTexts, createPushes, createReader, createWatcher, userAgentOf } from './sources/index.ts'
import {
  checkSecret,
  createWriteTurn,
  lockDataDir,
  logInThread,
  makeDataDir,
  openStore,
  readSecrets,
  type Store,
} from './store/index.ts'
import { grouperInThread } from './stories/index.ts'
import { createSignUpWorker, type SubscriberContext } from './subscribers/index.ts'
import { createTexts } from './text/index.ts'

export interface AppOptions {
  config: Config
  secretSettings: SecretSettings
  roles: ReadonlySet<Role>
  clock: Clock
  random(bytes: number): Uint8Array
  log: Logger
}

/** Where a person begins; null where the roles or the configuration have none. */
export interface Links {
  site: string | null
  desk: string | null
  mailbox: string | null
}

export interface App {
  start(): Promise<Links>
  stop(): Promise<void>
}

export interface Part {
  start(): void | Promise<void>
  stop(): Promise<void>
  /** Of the part that answers pages; `desk` lets the first editor in. */
  links?(desk: string): Links
}

/** Everything the parts are made from. */
export interface Ground extends AppOptions {
  store: Store
  secrets: Secrets
  /** Of an SQLite file: shared by all threads that write it. */
  writeTurn: SharedArrayBuffer | null
  dkim: readonly DkimKey[]
}

export async function createApp(options: AppOptions): Promise<App> {
  const { config, secretSettings, random, clock } = options
  makeDataDir(config.dataDir)
  using cleanup = new DisposableStack()
  // Processes share PostgreSQL; an SQLite file has one server.
  const lock = config.database.kind === 'sqlite' ? cleanup.use(lockDataDir(config.dataDir)) : null
  const secrets = readSecrets(secretSettings, config.dataDir, config.database.kind)
  // What cannot be understood ends the start here, in one line.
  createTexts(config)
  if (options.roles.has('send')) await readEpochFile(config.dataDir)
  const dkim = options.roles.has('send') ? dkimKeys(options) : []
  const writeTurn = config.database.kind === 'sqlite' ? createWriteTurn() : undefined
  const store = await openStore(config.database, migrations, writeTurn)
  const ground: Ground = { ...options, store, secrets, writeTurn: writeTurn?.shared ?? null, dkim }
  try {
    await checkSecret(store, secrets)
    await importFirstSources(store, config, clock.now())
  } catch (error) {
    await store.close()
    throw error
  }
  cleanup.move()
  const parts = await partsOf(ground)
  return {
    async start() {
      for (const part of parts) await startOrClose(part, store)
      const desk = await firstEditorLink({ store, clock, random, config })
      const web = parts.find(part => part.links)
      return web?.links?.(desk) ?? { site: null, desk: null, mailbox: null }
    },
    async stop() {
      await Promise.all(parts.map(part => part.stop()))
      await store.close()
      lock?.[Symbol.dispose]()
    },
  }
}

function dkimKeys({ config, log }: AppOptions): readonly DkimKey[] {
  const { keys, warnings } = readDkimKeys(config.mail.dkim, config.mail.from.address)
  for (const warning of warnings) log.warn(warning)
  return keys
}

async function startOrClose(part: Part, store: Store): Promise<void> {
  try {
    await part.start()
  } catch (error) {
    await store.close()
    throw error
  }
}

/** The web part first: a port in use is said before any work begins. */
async function partsOf(ground: Ground): Promise<Part[]> {
  const { roles, store, clock, log, secrets, config } = ground
  const parts: Part[] = []
  if (roles.has('web')) {
    const { createWebPart } = await import('./web-part.ts')
    parts.push(createWebPart(ground), signUpPart(ground))
  }
  if (roles.has('watch')) parts.push(...watchParts(ground))
  if (roles.has('send')) {
    const { writeTurn, dkim, random, secretSettings } = ground
    const engine = { config, secrets, dkim, log, smtpPassword: secretSettings.smtpPassword }
    // With others in its process, nothing that sending does may hold them up.
    const alone = roles.size === 1
    parts.push(
      alone
        ? engineHere({ ...engine, store, clock, random, texts: createTexts(config) })
        : engineInThread({ ...engine, writeTurn }),
    )
    parts.push(createHousekeeping({ store, clock, log, config, subscribers: subscriberContext(ground) }))
  }
  if (config.database.kind === 'sqlite' && ground.writeTurn)
    parts.push(logInThread({ file: config.database.file, writeTurn: ground.writeTurn, log }))
  return parts
}

function subscriberContext({ config, secrets, random }: Ground): SubscriberContext {
  const { publicUrl, operator, mail, consentNetwork } = config
  const texts = createTexts(config)
  return { secrets, publicUrl, operator, from: mail.from, consentNetwork, texts, random }
}

/** Where sign-ups come in they are decided, too: the mail leaves while the page is still being drawn. */
function signUpPart(ground: Ground): Part {
  const { store, clock, log, config } = ground
  const subscribers = subscriberContext(ground)
  return createSignUpWorker({ store, clock, log, subscribers, limits: config.signUpLimits })
}

function watchParts({ config, secrets, store, clock, random, log, writeTurn }: Ground): Part[] {
  const userAgent = userAgentOf({ contact: config.operator.contact, publicUrl: config.publicUrl })
  const guarded = createSafeFetch({ allow: config.allowFetch, userAgent, clock })
  const fraction = () => Buffer.from(random(4)).readUInt32LE() / 2 ** 32
  const reader = createReader({ clock })
  const { fetch } = guarded
  const watcher = createWatcher({ store, clock, random: fraction, log, fetch, reader })
  const callbacks = { publicUrl: config.publicUrl, secrets }
  const pushes = createPushes({ store, clock, random, log, fetch, reader, callbacks })
  const fullTexts = createFullTexts({ store, clock, log, fetch, reader })
  const start = () => {
    watcher.start()
    pushes.start()
    fullTexts.start()
  }
  const stop = async () => {
    await Promise.all([watcher.stop(), pushes.stop(), fullTexts.stop()])
    await Promise.all([guarded.close(), reader.stop()])
  }
  const holder = Buffer.from(random(16)).toString('hex')
  const grouper = grouperInThread({ database: config.database, writeTurn, holder, log })
  return [{ start, stop }, grouper, createRules({ store, clock, log })]
}
