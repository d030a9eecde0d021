/** A test's own connection to the store of a running Tocsin, and readers who are there before it starts. */
import { subscriberContext } from '../../src/cli/place.ts'
import { readConfig } from '../../src/config.ts'
import { migrations } from '../../src/migrations.ts'
import { openStore, readSecrets, type Store } from '../../src/store/index.ts'
import { createFormToken, importSubscribers, type SubscriberContext } from '../../src/subscribers/index.ts'
import type { StorePlace } from './store-place.ts'
import type { Environment } from './tocsin-process.ts'

const rowsAtOnce = 1_000

export function openPlace({ databaseUrl }: StorePlace): Promise<Store> {
  const file = databaseUrl.startsWith('sqlite:') ? databaseUrl.slice('sqlite:'.length) : null
  return openStore(file ? { kind: 'sqlite', file } : { kind: 'postgres', url: databaseUrl }, migrations)
}

export function contextOf(env: Environment): SubscriberContext {
  const { config, secretSettings } = readConfig(env)
  const secrets = readSecrets(secretSettings, config.dataDir, config.database.kind)
  return subscriberContext({ config, secrets })
}

/** A sign-up form's token as that server makes them, ten seconds old. */
export function formToken(env: Environment): string {
  return createFormToken(contextOf(env), { at: Date.now() - 10_000 })
}

/** As `tocsin subscriber import` does. */
export async function importReaders(
  env: Environment,
  store: Store,
  readers: readonly string[],
): Promise<void> {
  const context = contextOf(env)
  for (let first = 0; first < readers.length; first += rowsAtOnce) {
    const some = readers.slice(first, first + rowsAtOnce)
    const rows = some.map((address, n) => ({ line: first + n + 1, address }))
    const how = { rows, attestation: 'they asked', language: 'en', at: Date.now() }
    await store.write(tx => importSubscribers(tx, context, how))
  }
}
