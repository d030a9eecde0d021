/** Which sources an editor wants to see, as the page's address says it. */
import { z } from 'zod'
import { type Health, healthOrder } from '../../sources/index.ts'

const longestSearch = 200

/** What is no such wish is no wish: an address is typed, cut and kept for years. */
export const sourcesWish = z
  .object({
    search: z.string().catch(''),
    from: z.enum(healthOrder).catch('failing'),
    /** The last source of the page before. */
    after: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER).optional().catch(undefined),
  })
  .transform(({ search, ...rest }) => ({
    words: search.slice(0, longestSearch).split(/\s+/).filter(Boolean),
    ...rest,
  }))

export type SourcesWish = z.infer<typeof sourcesWish>

/** The same words as an address, from another place on. */
export function addressOf({ words }: SourcesWish, place: { from?: Health; after?: number }): string {
  const fields = {
    ...(words.length === 0 ? {} : { search: words.join(' ') }),
    ...(place.from === undefined ? {} : { from: place.from }),
    ...(place.after === undefined ? {} : { after: String(place.after) }),
  }
  return `/desk/sources?${new URLSearchParams(fields)}`
}
