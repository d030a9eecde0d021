import type { Feed } from './feed.ts'
import { webAddress } from './web-address.ts'
import type { XmlElement } from './xml/xml-element.ts'

/** The feed's own address and its hubs, by its link elements (WebSub §4). */
export function pushLinks(links: readonly XmlElement[], base: string): Pick<Feed, 'self' | 'hubs'> {
  const leadingTo = (relation: string) =>
    links
      .filter(link => link.attribute('rel')?.toLowerCase().split(/\s+/).includes(relation))
      .flatMap(link => webAddress(link.attribute('href'), base) ?? [])
  return { self: leadingTo('self')[0] ?? null, hubs: leadingTo('hub') }
}
