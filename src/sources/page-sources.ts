/**
 * One page of the sources, in the order of their health, then by name. Without words it reads what it shows, however many
 * there are; with words it looks at all names and addresses, since only here an accent makes no difference.
 */
import { sql } from 'kysely'
import type { Read } from '../store/index.ts'
import { healthOrder, readSourceRows, type SourceRow } from './list-sources.ts'
import type { Health } from './schema.ts'

export interface SourceList {
  /** Each stands in the name or the address; none: all sources. */
  words: readonly string[]
  /** Begins with those of this health. */
  from: Health
  /** And after this one of them: the last row of the page before, of whichever health it is by now. */
  after?: number | undefined
  limit: number
}

const byName = sql`lower(name), id`

export async function pageOfSources(read: Read, list: SourceList): Promise<SourceRow[]> {
  return readSourceRows(
    read,
    list.words.length === 0 ? await nextIds(read, list) : await foundIds(read, list),
  )
}

/** By `sources_listed`, health by health. */
async function nextIds(read: Read, { from, after, limit }: SourceList): Promise<number[]> {
  const ids: number[] = []
  for (const health of healthOrder.slice(healthOrder.indexOf(from))) {
    if (ids.length >= limit) break
    let query = read.selectFrom('sources').select('id').where('health', '=', health)
    if (health === from && after !== undefined) query = query.where(isBehind(after))
    const rows = await query
      .orderBy(byName)
      .limit(limit - ids.length)
      .execute()
    ids.push(...rows.map(({ id }) => id))
  }
  return ids
}

/** The first of the two is what SQLite finds the place in the index by. */
function isBehind(id: number) {
  const last = (key: string) => sql`(select ${sql.raw(key)} from sources where id = ${id})`
  return sql<boolean>`lower(name) >= ${last('lower(name)')} and (lower(name), id) > ${last('lower(name), id')}`
}

async function foundIds(read: Read, { words, from, after, limit }: SourceList): Promise<number[]> {
  const all = await read
    .selectFrom('sources')
    .select(['id', 'health', 'name', 'url'])
    .orderBy(byName)
    .execute()
  const last = all.findIndex(({ id }) => id === after)
  const wanted = words.map(fold)
  const rank = ({ health }: { health: Health }) => healthOrder.indexOf(health) - healthOrder.indexOf(from)
  return all
    .filter((source, at) => rank(source) > 0 || (rank(source) === 0 && at > last))
    .filter(({ name, url }) => {
      const text = fold(`${name} ${url}`)
      return wanted.every(word => text.includes(word))
    })
    .sort((one, other) => rank(one) - rank(other))
    .slice(0, limit)
    .map(({ id }) => id)
}

function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
}
