/**
 * The place a command works on: the store that the environment names, opened and migrated beside a server
 * that may be running; the server notices what was written. Everything is closed again.
 */
import { randomBytes } from 'node:crypto'
import { type Config, type Environment, readConfig, type Secrets } from '../config.ts'
import { migrations } from '../migrations.ts'
import { checkSecret, makeDataDir, openStore, readSecrets, type Store } from '../store/index.ts'
import type { SubscriberContext } from '../subscribers/index.ts'
import { createTexts } from '../text/index.ts'

export interface Place {
  config: Config
  store: Store
  secrets: Secrets
}

export async function inPlace<T>(env: Environment, work: (place: Place) => Promise<T>): Promise<T> {
  const { config, secretSettings } = readConfig(env)
  makeDataDir(config.dataDir)
  const secrets = readSecrets(secretSettings, config.dataDir, config.database.kind)
  await using store = await openStore(config.database, migrations)
  await checkSecret(store, secrets)
  return await work({ config, store, secrets })
}

export function subscriberContext({ config, secrets }: Pick<Place, 'config' | 'secrets'>): SubscriberContext {
  return {
    secrets,
    publicUrl: config.publicUrl,
    operator: config.operator,
    from: config.mail.from,
    consentNetwork: config.consentNetwork,
    texts: createTexts(config),
    random: bytes => randomBytes(bytes),
  }
}
