import type { Read } from '../store/index.ts'
import { parseSourceUrl } from './source-url.ts'

/** The source that has this address, or that was found behind it. */
export async function sourceBehind(read: Read, address: string): Promise<{ url: string } | null> {
  const url = parseSourceUrl(address)?.url
  if (url === undefined) return null
  const known = await read
    .selectFrom('sources')
    .select('url')
    .where(source => source.or([source('url', '=', url), source('found_from', '=', url)]))
    .orderBy('id')
    .executeTakeFirst()
  return known ?? null
}
