/**
 * Takes over addresses that the newsroom attests have agreed. Its attestation goes into the consent record,
 * word for word. Whoever left or is suppressed stays so: an import never brings anybody back.
 * Call it with some thousand rows at a time, so that each transaction stays short.
 */
import type { Tx } from '../store/index.ts'
import { parseAddress } from './address.ts'
import { appendConsent } from './consent.ts'
import type { SubscriberContext } from './context.ts'
import { hashAddress } from './keyed-hash.ts'
import { suppressedAmong } from './suppression.ts'

export interface ImportRow {
  /** For the report: the line in the file, from 1. */
  line: number
  address: string
}

export interface ImportResult {
  line: number
  kind: 'imported' | 'already' | 'left' | 'suppressed' | 'invalid'
}

export interface ImportInput {
  rows: readonly ImportRow[]
  attestation: string
  language: string
  at: number
}

export async function importSubscribers(
  tx: Tx,
  context: SubscriberContext,
  { rows, attestation, language, at }: ImportInput,
): Promise<ImportResult[]> {
  const parsed = rows.map(row => ({ line: row.line, parse: parseAddress(row.address) }))
  const keys = [...new Set(parsed.flatMap(({ parse }) => (parse.ok ? [parse.key] : [])))]
  const suppressed = await suppressedAmong(tx, context, keys)
  const before = await statesOf(tx, keys)
  const taken = new Map<string, string>()
  const results = parsed.map(({ line, parse }): ImportResult => {
    if (!parse.ok) return { line, kind: 'invalid' }
    if (suppressed.has(parse.key)) return { line, kind: 'suppressed' }
    const state = before.get(parse.key)
    if (state === 'left') return { line, kind: 'left' }
    if (state === 'confirmed' || taken.has(parse.key)) return { line, kind: 'already' }
    taken.set(parse.key, parse.address)
    return { line, kind: 'imported' }
  })
  if (taken.size > 0) await confirmAll(tx, context, taken, { attestation, language, at })
  return results
}

async function statesOf(tx: Tx, keys: readonly string[]): Promise<Map<string, string>> {
  if (keys.length === 0) return new Map()
  const found = await tx
    .selectFrom('subscribers')
    .select(['address_key', 'state'])
    .where('address_key', 'in', keys)
    .execute()
  return new Map(found.map(row => [row.address_key, row.state]))
}

async function confirmAll(
  tx: Tx,
  context: SubscriberContext,
  addressOf: ReadonlyMap<string, string>,
  { attestation, language, at }: Omit<ImportInput, 'rows'>,
): Promise<void> {
  const confirmed = await tx
    .insertInto('subscribers')
    .values(
      [...addressOf].map(([key, address]) => ({
        address,
        address_key: key,
        state: 'confirmed' as const,
        language,
        marketing: 0,
        created_at: at,
        confirmed_at: at,
        left_at: null,
      })),
    )
    .onConflict(conflict =>
      conflict.column('address_key').doUpdateSet({ state: 'confirmed', confirmed_at: at }),
    )
    .returning(['id', 'address_key'])
    .execute()
  await appendConsent(
    tx,
    context,
    confirmed.map(row => ({
      subscriberId: row.id,
      subscriberHash: hashAddress(context.secrets, row.address_key),
      kind: 'imported',
      scope: 'alerts',
      language,
      method: `import: ${attestation}`,
      at,
    })),
  )
  tx.wake('subscribers')
}
