/**
 * Takes what waits and decides it; runs wherever sign-ups come in. A batch is one transaction: what was taken away and the
 * mails that came of it are committed together, so a crash loses no sign-up and doubles none.
 */
import type { Selectable } from 'kysely'
import type { Logger } from 'pino'
import type { Clock } from '../../clock.ts'
import type { SignUpLimits } from '../../config.ts'
import { createWorker, type Store, type Tx, type Worker } from '../../store/index.ts'
import { lockHead } from '../consent/newest-head.ts'
import type { SubscriberContext } from '../context.ts'
import { type Count, domainKey, domainOf, hourOf, raiseCount, readCount } from './counts.ts'
import { isBigProvider } from './providers.ts'
import { requestSubscription } from './request-subscription.ts'
import type { SignUpRequestsTable } from './schema.ts'

export interface SignUpWorkerParts {
  store: Store
  clock: Clock
  log: Logger
  subscribers: SubscriberContext
  limits: SignUpLimits
}

const atOnce = 50
const pollMs = 1_000
const bigProviderTimes = 10
/** An hour may bring a fifth of the readers that a domain has confirmed. */
const shareOfConfirmed = 5

export function createSignUpWorker(parts: SignUpWorkerParts): Worker {
  return createWorker({
    ...parts,
    name: 'sign-ups',
    channels: ['sign-ups'],
    pollMs,
    async step() {
      const taken = await parts.store.write(tx => decideBatch(tx, parts))
      return taken < atOnce ? 'idle' : 'again'
    },
  })
}

export type DecideParts = Pick<SignUpWorkerParts, 'store' | 'subscribers' | 'limits'>

/** Returns how many were taken. */
export async function decideBatch(tx: Tx, { store, subscribers, limits }: DecideParts): Promise<number> {
  if (!(await tx.selectFrom('sign_up_requests').select('id').limit(1).executeTakeFirst())) return 0
  // The record's end comes first: two batches that count the same domains, each in its own order, would wait for each
  // other, and each would send what the other had already counted on.
  await lockHead(tx)
  const rows = await tx
    .selectFrom('sign_up_requests')
    .selectAll()
    .orderBy('id')
    .limit(atOnce)
    .$if(store.kind === 'postgres', query => query.forUpdate().skipLocked())
    .execute()
  for (const row of rows) await decide(tx, { subscribers, limits }, row)
  if (rows.length > 0)
    // Last, and not while it works: who posts the same address meanwhile would wait for the deletion, and could tell by
    // the time what became of it.
    await tx
      .deleteFrom('sign_up_requests')
      .where(
        'id',
        'in',
        rows.map(({ id }) => id),
      )
      .execute()
  return rows.length
}

async function decide(
  tx: Tx,
  { subscribers, limits }: Pick<DecideParts, 'subscribers' | 'limits'>,
  row: Selectable<SignUpRequestsTable>,
): Promise<void> {
  const mailed: Count = {
    kind: 'mailed',
    key: domainKey(subscribers, row.address_key),
    period: hourOf(row.asked_at),
  }
  const most = await mostFor(tx, { domain: domainOf(row.address_key), key: mailed.key, limits })
  if ((await readCount(tx, mailed)) >= most) return
  const context = row.network === null ? subscribers : { ...subscribers, clientAddress: row.network }
  const outcome = await requestSubscription(tx, context, {
    input: { address: row.address, key: row.address_key },
    marketing: row.marketing === 1,
    language: row.language,
    method: row.method,
    topics: JSON.parse(row.topics) as string[], // written by take-sign-up.ts only
    at: row.asked_at,
  })
  if (outcome === 'mailed') await raiseCount(tx, mailed, Number.MAX_SAFE_INTEGER)
}

async function mostFor(
  tx: Tx,
  { domain, key, limits }: { domain: string; key: string; limits: SignUpLimits },
): Promise<number> {
  const plain = limits.domain * (isBigProvider(domain) ? bigProviderTimes : 1)
  const confirmed = await readCount(tx, { kind: 'confirmed', key, period: 0 })
  return Math.max(plain, Math.ceil(confirmed / shareOfConfirmed))
}
