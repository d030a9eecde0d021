/**
 * Writes down what was found behind an address of which nobody knew what it is. What was found is looked at at once;
 * where there is nothing, the desk says why, and it is looked for again.
 */
import type { Store, Tx } from '../../store/index.ts'
import type { Finding } from '../discover/finding.ts'
import type { Problem } from '../health/index.ts'
import { parseSourceUrl } from '../source-url.ts'
import type { LeasedSource } from './lease-sources.ts'
import { type Polled, recordPoll } from './record-poll.ts'

interface Time {
  now: () => number
  random: () => number
}

export async function recordFinding(
  store: Store,
  source: LeasedSource,
  finding: Finding,
  { now, random }: Time,
): Promise<Polled> {
  const at = now()
  const problem = await store.write(tx => problemOf(tx, source, finding, at))
  if (problem === null)
    return { recorded: true, newItems: 0, problem: null, health: 'ok', healthChanged: false, isFirst: false }
  const answer = { kind: 'failed' as const, problem, wishes: finding.wishes, answer: null, ms: 0 }
  return recordPoll(store, source, answer, { at, random })
}

/** Null: it is written down what it is. */
async function problemOf(
  tx: Tx,
  source: LeasedSource,
  finding: Finding,
  at: number,
): Promise<Problem | null> {
  if (finding.kind === 'none') return finding.problem
  if (finding.kind === 'page' && !finding.allowed) return closed
  const found = finding.kind === 'page' ? { as: 'page' as const, url: source.url } : finding
  const place = parseSourceUrl(found.url)
  if (!place) return nowhere
  const { url, host } = place
  const twin = await tx
    .selectFrom('sources')
    .select('name')
    .where('url', '=', url)
    .where('id', '<>', source.id)
    .executeTakeFirst()
  if (twin) return watchedAlready(host)
  const { retryAfterMs } = finding.wishes
  const forbiddenUntil = retryAfterMs === null ? null : at + retryAfterMs
  await tx
    .updateTable('sources')
    .set({
      kind: found.as,
      lease_until: null,
      next_poll_at: forbiddenUntil ?? at,
      not_before: forbiddenUntil,
    })
    .set(url === source.url ? {} : { url, host, found_from: source.url })
    .where('id', '=', source.id)
    .where('lease_until', '=', source.leaseUntil)
    .execute()
  // Without a name from the operator it is called by its host until the feed tells its title.
  await tx
    .updateTable('sources')
    .set({ name: host })
    .where('id', '=', source.id)
    .where('name', '=', source.host)
    .execute()
  tx.wake('sources')
  return null
}

const closed: Problem = {
  kind: 'forbidden',
  words:
    'There is no feed, and its robots.txt asks programs to stay away from the page. If its publisher agrees, add it as a page (tocsin source add URL --kind page).',
}

const nowhere: Problem = {
  kind: 'redirects',
  words: 'The feed that it names has an address that cannot be watched. Look on its site for another.',
}

function watchedAlready(host: string): Problem {
  return {
    kind: 'twin',
    words: `The feed behind it, at ${host}, is a source here already. Stop watching this one.`,
  }
}
