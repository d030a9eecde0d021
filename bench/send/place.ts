/**
 * Where the product runs in the bench: a fresh folder on a disk, a fresh store, and the environment as an operator
 * would set it. What always holds: the ledger is on a disk, with the durability that the product and PostgreSQL
 * have by default.
 */
import { generateKeyPairSync } from 'node:crypto'
import { statfsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { startPostgres } from '../../test/support/postgres.ts'
import type { StorePlace } from '../../test/support/store-place.ts'
import { type Environment, environmentOf } from '../../test/support/tocsin-process.ts'
import type { BenchScope } from '../support/scope.ts'
import type { StoreKind } from './options.ts'

export interface BenchPlace extends StorePlace {
  kind: StoreKind
  /** The database server's; null on SQLite, where the product is the database. */
  databasePid: number | null
  dkim: DkimKey
}

export interface DkimKey {
  domain: string
  selector: string
  file: string
  privateKey: string
}

const mailDomain = 'news.example'

export async function freshPlace(scope: BenchScope, kind: StoreKind, folder: string): Promise<BenchPlace> {
  refuseMemory(folder)
  const dataDir = await mkdtemp(join(folder, 'tocsin-bench-'))
  scope.after(() => rm(dataDir, { recursive: true, force: true }))
  const dkim = await createKey(dataDir)
  if (kind === 'sqlite')
    return { kind, dataDir, databaseUrl: `sqlite:${join(dataDir, 'tocsin.db')}`, databasePid: null, dkim }
  const server = await startPostgres({ durableIn: folder })
  scope.after(() => server.stop())
  return { kind, dataDir, databaseUrl: await server.createDatabase(), databasePid: server.pid, dkim }
}

/** Everything that the product is told. `port` is the web part's, and stands in every link. */
export function sendingEnvironment(
  place: BenchPlace,
  told: { smtpUrl: string; connections: number; port: number; signed: boolean },
): Environment {
  return environmentOf(place, {
    SMTP_URL: `${told.smtpUrl}?pool=${told.connections}`,
    PORT: String(told.port),
    PUBLIC_URL: `http://localhost:${told.port}`,
    MAIL_FROM: `The Daily <alerts@${mailDomain}>`,
    OPERATOR_NAME: 'The Daily',
    POSTAL_ADDRESS: '1 Harbour Street, 20459 Hamburg',
    CONTACT: `desk@${mailDomain}`,
    ...(told.signed ? { DKIM: `${place.dkim.selector}:${place.dkim.file}` } : {}),
  })
}

async function createKey(folder: string): Promise<DkimKey> {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 })
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  const file = join(folder, 'dkim.pem')
  await writeFile(file, pem, { mode: 0o600 })
  return { domain: mailDomain, selector: 'bench', file, privateKey: pem }
}

/** statfs(2): the kernel's numbers for tmpfs and ramfs. */
const memoryFileSystems = [0x01021994, 0x858458f6]

function refuseMemory(folder: string): void {
  if (memoryFileSystems.includes(statfsSync(folder).type))
    throw new Error(`${folder} is in memory, and the ledger must be on a disk: name one with --folder.`)
}
