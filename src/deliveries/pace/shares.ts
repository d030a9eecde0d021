/**
 * This process's shares of limited connections. What always holds: the shares in the table that have not
 * expired add up to no more than the limit, and no process opens more than its row says. So a share falls in
 * two steps: first nothing more is opened, and the row follows when what is open fits into it. A share that
 * could not be renewed ends here before it ends for the others.
 */
import type { Tx } from '../../store/index.ts'
import { fairShare, freeShare } from './fair-share.ts'

export interface Share {
  readonly scope: string
  readonly limit: number
  /** Open to the relay; null: what is under way counts. */
  readonly open: (() => number) | null
  /** Messages started and not ended. */
  underWay: number
  /** As the row says. */
  granted: number
  /** What this process keeps to; the row may still say more. */
  cap: number
  /** By this process's clock. */
  validUntil: number
  renewAt: number
  wantedAt: number
}

const renewMs = 2_000
/** While there is less than there should be. */
const hurryMs = 500
const expireMs = 10_000
/** What is open then has the rest of `expireMs` to end. */
const localExpireMs = 7_000
/** A share that nobody asked about for so long, and that is not in use, goes back. */
const unwantedMs = 10_000

export function createShare(scope: string, limit: number, open: Share['open']): Share {
  const never = { validUntil: 0, renewAt: 0, wantedAt: 0 }
  return { scope, limit, open, underWay: 0, granted: 0, cap: 0, ...never }
}

/** The clock was put back to `at`: it ends and is renewed in time all the same. */
export function endInTime(share: Share, at: number): void {
  share.validUntil = Math.min(share.validUntil, at + localExpireMs)
  share.renewAt = Math.min(share.renewAt, at)
  share.wantedAt = Math.min(share.wantedAt, at)
}

/** The most that may be open now. */
export function shareNow({ granted, cap, validUntil }: Share, at: number): number {
  return at < validUntil ? Math.min(granted, cap) : 0
}

export function isWanted(share: Share, at: number): boolean {
  return at - share.wantedAt < unwantedMs || inUse(share) > 0
}

function inUse({ open, underWay }: Share): number {
  return open ? open() : underWay
}

export interface Renewal {
  process: string
  /** Those that are wanted are renewed, the others given back; the rows of their scopes in `paces` are held. */
  shares: readonly Share[]
  /** The time that all processes share, and our own. */
  at: number
  localAt: number
}

/** To be called once the transaction is committed: only then more may be opened. */
type Granted = () => void

export async function renewShares(tx: Tx, renewal: Renewal): Promise<Granted> {
  const { process, shares, at, localAt } = renewal
  if (shares.length === 0) return () => undefined
  const scopes = shares.map(({ scope }) => scope)
  await tx.deleteFrom('pace_shares').where('scope', 'in', scopes).where('until_at', '<=', at).execute()
  // Written before the clock was put back: it ends as late as one that is written now.
  const latest = Math.round(at) + expireMs
  await tx
    .updateTable('pace_shares')
    .set({ until_at: latest })
    .where('scope', 'in', scopes)
    .where('until_at', '>', latest)
    .execute()
  const rows = await tx.selectFrom('pace_shares').selectAll().where('scope', 'in', scopes).execute()
  const grants: { share: Share; connections: number; fair: number }[] = []
  const unwanted: string[] = []
  for (const share of shares) {
    if (!isWanted(share, localAt)) {
      // Whoever asks for it again meanwhile must find that it is gone.
      share.granted = 0
      unwanted.push(share.scope)
      continue
    }
    const others = rows.filter(row => row.scope === share.scope && row.process !== process)
    const wish = { limit: share.limit, others, process, at }
    const fair = fairShare(wish)
    share.cap = Math.min(share.cap, fair)
    const connections = Math.min(freeShare(wish), Math.max(fair, Math.min(inUse(share), share.granted)))
    grants.push({ share, connections, fair })
  }
  await writeShares(tx, renewal, grants)
  await giveBack(tx, process, unwanted)
  return () => {
    for (const { share, connections, fair } of grants) {
      share.granted = connections
      share.cap = Math.min(fair, connections)
      share.validUntil = localAt + localExpireMs
      share.renewAt = localAt + (connections === fair ? renewMs : hurryMs)
    }
  }
}

async function writeShares(
  tx: Tx,
  { process, at }: Renewal,
  grants: readonly { share: Share; connections: number }[],
): Promise<void> {
  if (grants.length === 0) return
  await tx
    .insertInto('pace_shares')
    .values(
      grants.map(({ share, connections }) => ({
        scope: share.scope,
        process,
        connections,
        until_at: Math.round(at) + expireMs,
      })),
    )
    .onConflict(conflict =>
      conflict.columns(['scope', 'process']).doUpdateSet(excluded => ({
        connections: excluded.ref('excluded.connections'),
        until_at: excluded.ref('excluded.until_at'),
      })),
    )
    .execute()
}

export async function giveBack(tx: Tx, process: string, scopes: readonly string[]): Promise<void> {
  if (scopes.length === 0) return
  await tx.deleteFrom('pace_shares').where('process', '=', process).where('scope', 'in', scopes).execute()
}
