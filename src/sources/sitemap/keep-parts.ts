/** What is known of the sitemaps that an index names, from look to look. */
import type { Read, Tx } from '../../store/index.ts'
import type { KnownPart } from './choose-parts.ts'

const rowsAtOnce = 500

export async function readKnownParts(read: Read, sourceId: number): Promise<KnownPart[]> {
  const rows = await read
    .selectFrom('sitemap_parts')
    .select(['url', 'parent', 'changed_at', 'fresh', 'read_at', 'read_changed_at', 'news'])
    .select(['etag', 'last_modified', 'body_hash'])
    .where('source_id', '=', sourceId)
    .execute()
  return rows.map(row => ({
    url: row.url,
    parent: row.parent,
    changedAt: row.changed_at,
    fresh: row.fresh === 1,
    readAt: row.read_at,
    readChangedAt: row.read_changed_at,
    news: row.news === null ? null : row.news === 1,
    etag: row.etag,
    lastModified: row.last_modified,
    bodyHash: row.body_hash,
  }))
}

/** `before`: as they were read. Only what differs is written. */
export async function keepParts(
  tx: Tx,
  sourceId: number,
  { before, now }: { before: readonly KnownPart[]; now: readonly KnownPart[] },
): Promise<void> {
  const known = new Map(before.map(part => [part.url, part]))
  const changed = now.filter(part => !isSame(known.get(part.url), part))
  const there = new Set(now.map(({ url }) => url))
  const gone = before.filter(({ url }) => !there.has(url)).map(({ url }) => url)
  for (let at = 0; at < gone.length; at += rowsAtOnce)
    await tx
      .deleteFrom('sitemap_parts')
      .where('source_id', '=', sourceId)
      .where('url', 'in', gone.slice(at, at + rowsAtOnce))
      .execute()
  for (let at = 0; at < changed.length; at += rowsAtOnce)
    await tx
      .insertInto('sitemap_parts')
      .values(changed.slice(at, at + rowsAtOnce).map(part => rowOf(sourceId, part)))
      .onConflict(conflict =>
        conflict.columns(['source_id', 'url']).doUpdateSet(({ ref }) => ({
          parent: ref('excluded.parent'),
          changed_at: ref('excluded.changed_at'),
          fresh: ref('excluded.fresh'),
          read_at: ref('excluded.read_at'),
          read_changed_at: ref('excluded.read_changed_at'),
          news: ref('excluded.news'),
          etag: ref('excluded.etag'),
          last_modified: ref('excluded.last_modified'),
          body_hash: ref('excluded.body_hash'),
        })),
      )
      .execute()
}

function isSame(one: KnownPart | undefined, other: KnownPart): boolean {
  return one !== undefined && JSON.stringify(rowOf(0, one)) === JSON.stringify(rowOf(0, other))
}

function rowOf(sourceId: number, part: KnownPart) {
  return {
    source_id: sourceId,
    url: part.url,
    parent: part.parent,
    changed_at: part.changedAt,
    fresh: part.fresh ? 1 : 0,
    read_at: part.readAt,
    read_changed_at: part.readChangedAt,
    news: part.news === null ? null : Number(part.news),
    etag: part.etag,
    last_modified: part.lastModified,
    body_hash: part.bodyHash,
  }
}
