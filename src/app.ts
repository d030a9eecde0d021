/**
 * Puts the parts together, once. `createApp` opens what must be open before anything runs (folder, lock, store,
 * secrets) and throws one clear line when it cannot; `start` begins the work of the given roles; `stop` drains
 * and closes everything. Both may be called twice.
 */
import type { Role } from './config.ts'
import { firstEditorLink, importFirstSources } from './first-start.ts'
import { migrations } from './migrations.ts'
import type { AppOptions, Ground, Links, Part } from './part.ts'
import {
  checkSecret,
  createReturnTeller,
  createWriteTurn,
  lockDataDir,
  logInThread,
  makeDataDir,
  openStore,
  readSecrets,
  type Store,
} from './store/index.ts'
import { createTexts } from './text/index.ts'

export interface App {
  start(): Promise<Links>
  stop(): Promise<void>
  /** To be called where the log says that the database is away: it says so too when it is back. */
  storeIsAway(): void
}

type MakeParts = (ground: Ground) => Part[]

/**
 * What each role needs, the first to be started first: of the pages, a port in use is said before any work begins. Loaded
 * only in a process with that role, before the store is opened: what cannot be understood ends the start here, in one line.
 */
const partsOfRole: readonly [Role, (options: AppOptions) => Promise<MakeParts>][] = [
  ['web', async () => (await import('./web-part.ts')).createWebParts],
  ['watch', async () => (await import('./watch-part.ts')).createWatchParts],
  ['send', async options => (await import('./send-part.ts')).readSendFiles(options)],
]

export async function createApp(options: AppOptions): Promise<App> {
  const { config, secretSettings, random, clock, roles } = options
  makeDataDir(config.dataDir)
  using cleanup = new DisposableStack()
  // Processes share PostgreSQL; an SQLite file has one server.
  const lock = config.database.kind === 'sqlite' ? cleanup.use(lockDataDir(config.dataDir)) : null
  const secrets = readSecrets(secretSettings, config.dataDir, config.database.kind)
  const texts = createTexts(config)
  const makers: MakeParts[] = []
  for (const [role, load] of partsOfRole) if (roles.has(role)) makers.push(await load(options))
  const writeTurn = config.database.kind === 'sqlite' ? createWriteTurn() : undefined
  const store = await openStore(config.database, migrations, writeTurn)
  const { publicUrl, operator, mail, consentNetwork } = config
  const subscribers = { secrets, publicUrl, operator, from: mail.from, consentNetwork, texts, random }
  const ground = { ...options, store, secrets, subscribers, writeTurn: writeTurn?.shared ?? null }
  try {
    await checkSecret(store, secrets)
    await importFirstSources(store, config, clock.now())
  } catch (error) {
    await store.close()
    throw error
  }
  cleanup.move()
  const returnTeller = createReturnTeller(ground)
  const parts = [...makers.flatMap(make => make(ground)), ...logPart(ground)]
  return {
    async start() {
      for (const part of parts) await startOrClose(part, store)
      const web = parts.find(part => part.links)
      if (!web?.links) return { site: null, desk: null, mailbox: null }
      return web.links(await firstEditorLink({ store, clock, random, config }))
    },
    async stop() {
      await Promise.all([...parts, returnTeller].map(part => part.stop()))
      await store.close()
      lock?.[Symbol.dispose]()
    },
    storeIsAway: returnTeller.away,
  }
}

async function startOrClose(part: Part, store: Store): Promise<void> {
  try {
    await part.start()
  } catch (error) {
    await store.close()
    throw error
  }
}

/** Whatever the roles are, an SQLite file's log is kept short. */
function logPart({ config: { database }, writeTurn, log }: Ground): Part[] {
  return database.kind === 'sqlite' && writeTurn ? [logInThread({ file: database.file, writeTurn, log })] : []
}
