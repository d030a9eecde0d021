/**
 * Counts by hour and minute. Each is one row that a single statement raises unless it has reached its limit, so that of two
 * at once neither passes the other.
 */
import { isIP } from 'node:net'
import { isLoopbackHost } from '../../loopback.ts'
import type { Read, Tx } from '../../store/index.ts'
import type { SubscriberContext } from '../context.ts'
import { keyedHash } from '../keyed-hash.ts'

export const hourMs = 3_600_000
export const minuteMs = 60_000

/** `unproven`, `proven`: taken in an hour; `burst`: unproven in a minute; `mailed`: of a domain; `confirmed`: there, ever. */
type CountKind = 'network' | 'network-proven' | 'unproven' | 'burst' | 'proven' | 'mailed' | 'confirmed'

export interface Count {
  kind: CountKind
  /** Keyed hash; empty: of all. */
  key: string
  period: number
}

export const hourOf = (at: number): number => at - (at % hourMs)
export const minuteOf = (at: number): number => at - (at % minuteMs)

/** One more, unless there are `limit` already; false: there are. */
export async function raiseCount(tx: Tx, count: Count, limit: number): Promise<boolean> {
  if (limit < 1) return false
  const raised = await tx
    .insertInto('sign_up_counts')
    .values({ ...count, count: 1 })
    .onConflict(conflict =>
      conflict
        .columns(['kind', 'key', 'period'])
        .doUpdateSet(eb => ({ count: eb('sign_up_counts.count', '+', 1) }))
        .where('sign_up_counts.count', '<', limit),
    )
    .returning('count')
    .executeTakeFirst()
  return raised !== undefined
}

export async function readCount(read: Read, { kind, key, period }: Count): Promise<number> {
  const row = await read
    .selectFrom('sign_up_counts')
    .select('count')
    .where('kind', '=', kind)
    .where('key', '=', key)
    .where('period', '=', period)
    .executeTakeFirst()
  return row?.count ?? 0
}

/** What serves no limit any more. */
export async function purgeCounts(tx: Tx, { at, limit }: { at: number; limit: number }): Promise<number> {
  const gone = await tx
    .deleteFrom('sign_up_counts')
    .where(({ eb, refTuple, selectFrom }) =>
      eb(
        refTuple('kind', 'key', 'period'),
        'in',
        selectFrom('sign_up_counts')
          .select(['kind', 'key', 'period'])
          .where('period', '>', 0)
          .where('period', '<', at - 24 * hourMs)
          .orderBy('period')
          .limit(limit)
          .$asTuple('kind', 'key', 'period'),
      ),
    )
    .executeTakeFirst()
  return Number(gone.numDeletedRows)
}

type Keyed = Pick<SubscriberContext, 'secrets'>

/**
 * Null: a loopback client has no network worth a limit; behind a proxy that TRUST_PROXY does not name, it is everybody.
 */
export function networkKey({ secrets }: Keyed, clientAddress: string): string | null {
  if (isLoopbackHost(clientAddress)) return null
  return keyedHash(secrets.current, 'network', networkOf(clientAddress)).toString('hex')
}

export function domainKey({ secrets }: Keyed, addressKey: string): string {
  return keyedHash(secrets.current, 'domain', domainOf(addressKey)).toString('hex')
}

export function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1)
}

/** /24 of an IPv4, /64 of an IPv6 address; anything else is one network. */
function networkOf(address: string): string {
  if (isIP(address) === 4) return address.split('.').slice(0, 3).join('.')
  if (isIP(address) === 6) return groupsOfIpv6(address).slice(0, 4).join(':')
  return 'unknown'
}

function groupsOfIpv6(address: string): string[] {
  const plain = new URL(`http://[${address.split('%')[0]}]`).hostname.slice(1, -1)
  const [head = '', tail] = plain.split('::')
  const left = head ? head.split(':') : []
  const right = tail ? tail.split(':') : []
  const zeros = tail === undefined ? [] : Array<string>(8 - left.length - right.length).fill('0')
  return [...left, ...zeros, ...right]
}
