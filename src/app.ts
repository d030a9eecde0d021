/**
 * Puts the parts together, once. `createApp` opens what must be open before anything runs (folder, lock, store,
 * secrets) and throws one clear line when it cannot; `start` begins the work of the given roles; `stop` drains
 * and closes everything. Both may be called twice.
 */
import type { Logger } from 'pino'
import { createRules } from './alerts/index.ts'
import type { Clock } from './clock.ts'
import type { Config, Role, SecretSettings, Secrets } from './config.ts'
import { createDeliveries, type DkimKey, readDkimKeys } from './deliveries/index.ts'
import { editorOfSession, identifyApiToken } from './editors/index.ts'
import { firstEditorLink, importFirstSources } from './first-start.ts'
import { createHousekeeping } from './housekeeping.ts'
import { migrations } from './migrations.ts'
import { createSafeFetch } from './net/index.ts'
import { createRoutes, loadPageAssets } from './route-table.ts'
import { mailboxExists } from './site/index.ts'
import { createWatcher } from './sources/index.ts'
import { checkSecret, lockDataDir, makeDataDir, openStore, readSecrets, type Store } from './store/index.ts'
import { createGrouper } from './stories/index.ts'
import { createWebApp, type Listening, listen, trustProxies } from './web/index.ts'

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

interface Part {
  start(): void | Promise<void>
  stop(): Promise<void>
}

/** Everything the parts are made from. */
interface Ground extends AppOptions {
  store: Store
  secrets: Secrets
  dkimKeys: readonly DkimKey[]
}

export async function createApp(options: AppOptions): Promise<App> {
  const { config, secretSettings, random, clock } = options
  const dkimKeys = options.roles.has('send') ? signingKeys(options) : []
  makeDataDir(config.dataDir)
  using cleanup = new DisposableStack()
  // Processes share PostgreSQL; an SQLite file has one server.
  const lock = config.database.kind === 'sqlite' ? cleanup.use(lockDataDir(config.dataDir)) : null
  const secrets = readSecrets(secretSettings, config.dataDir, config.database.kind)
  const store = await openStore(config.database, migrations)
  const ground: Ground = { ...options, store, secrets, dkimKeys }
  try {
    await checkSecret(store, secrets)
    await importFirstSources(store, config, clock.now())
  } catch (error) {
    await store.close()
    throw error
  }
  cleanup.move()
  const parts = partsOf(ground)
  return {
    async start() {
      for (const part of parts) await startOrClose(part, store)
      return linksOf(ground, await firstEditorLink({ store, clock, random, config }))
    },
    async stop() {
      await Promise.all(parts.map(part => part.stop()))
      await store.close()
      lock?.[Symbol.dispose]()
    },
  }
}

function signingKeys({ config, log }: AppOptions): readonly DkimKey[] {
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
function partsOf(ground: Ground): Part[] {
  const { roles, store, clock, log, random, secrets, config } = ground
  const parts: Part[] = []
  if (roles.has('web')) parts.push(webPart(ground))
  if (roles.has('watch')) parts.push(...watchParts(ground))
  if (roles.has('send')) {
    const smtpPassword = ground.secretSettings.smtpPassword
    const { dkimKeys } = ground
    parts.push(createDeliveries({ store, clock, random, log, config, secrets, smtpPassword, dkimKeys }))
    parts.push(createHousekeeping({ store, clock, log, secrets }))
  }
  return parts
}

function watchParts({ config, store, clock, random, log }: Ground): Part[] {
  const contact = config.operator.contact ?? config.publicUrl
  const guarded = createSafeFetch({ allow: config.allowFetch, userAgent: `Tocsin/0.1 (+${contact})`, clock })
  const fraction = () => Buffer.from(random(4)).readUInt32LE() / 2 ** 32
  const watcher = createWatcher({ store, clock, random: fraction, log, fetch: guarded.fetch })
  const stop = async () => {
    await watcher.stop()
    await guarded.close()
  }
  return [
    { start: watcher.start, stop },
    createGrouper({ store, clock, log }),
    createRules({ store, clock, log }),
  ]
}

function webPart(ground: Ground): Part {
  const { config, store, clock, log } = ground
  let listening: Listening | null = null
  const stopping = new AbortController()
  return {
    async start() {
      const assets = await loadPageAssets()
      const app = createWebApp({
        routes: createRoutes({ ...ground, stopping: stopping.signal }, assets),
        identify: {
          editor: token => editorOfSession(store.read, token, clock.now()),
          token: bearer => identifyApiToken(store.read, bearer),
        },
        assets: assets.path,
        clientAddressOf: trustProxies(config.trustProxy),
        https: config.publicUrl.startsWith('https:'),
        log,
      })
      listening ??= await listen(app, config.host, config.port)
    },
    async stop() {
      stopping.abort()
      await listening?.stop()
      listening = null
    },
  }
}

function linksOf({ config, roles }: Ground, desk: string): Links {
  if (!roles.has('web')) return { site: null, desk: null, mailbox: null }
  const mailbox = mailboxExists(config) ? `${config.publicUrl}/mailbox` : null
  return { site: `${config.publicUrl}/`, desk, mailbox }
}
