import type { AtomFeed } from 'feedsmith'
import type { Feed } from './feed.ts'
import { webAddress } from './web-address.ts'

/** The feed's own address and its hubs, by its link elements (WebSub §4). */
export function pushLinks(
  links: AtomFeed.Link<number | null>[] | undefined,
  base: string,
): Pick<Feed, 'self' | 'hubs'> {
  const leadingTo = (relation: string) =>
    (links ?? [])
      .filter(({ rel }) => rel?.toLowerCase().split(/\s+/).includes(relation))
      .flatMap(({ href }) => webAddress(href, base) ?? [])
  return { self: leadingTo('self')[0] ?? null, hubs: leadingTo('hub') }
}
