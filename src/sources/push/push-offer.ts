/** What a source's answer offers: hubs that push it, and under which topic (WebSub §4). */

import type { Feed } from '../feed/index.ts'
import { webAddress } from '../feed/web-address.ts'
import { readLinkHeader } from '../link-header.ts'

export interface PushOffer {
  /** In the order in which they are tried: https first. At least one. */
  hubs: readonly string[]
  topic: string
}

/** A source that names more hubs than anybody runs has something else in mind. */
const mostHubs = 4
const longestAddress = 2_000
/** Known to speak https under the name that feeds have written with http since 2009. */
const knowsHttps = /^(?:pubsubhubbub\.appspot\.com|(?:[\w-]+\.)?superfeedr\.com)$/

/** The headers outrank the document, each relation by itself. `url`: where the answer came from. Null: no hub. */
export function offerOf(headers: Headers, feed: Pick<Feed, 'hubs' | 'self'>, url: string): PushOffer | null {
  const links = readLinkHeader(headers.get('link'))
  const addresses = (relation: string) =>
    (links.get(relation) ?? []).flatMap(target => webAddress(target, url) ?? [])
  const named = addresses('hub').length > 0 ? addresses('hub') : feed.hubs
  const hubs = [...new Set(named.map(withHttps))].filter(isShort).toSorted(byScheme).slice(0, mostHubs)
  // The document must say its address; where it does not, hubs know it by the one it has.
  const topic = [addresses('self')[0], feed.self, url].find(address => address && isShort(address))
  return hubs.length > 0 && topic ? { hubs, topic } : null
}

function withHttps(hub: string): string {
  const url = new URL(hub)
  if (url.protocol === 'http:' && url.port === '' && knowsHttps.test(url.hostname)) url.protocol = 'https:'
  return url.href
}

/** What is sent over http can be read on the way, the secret that signs the pushes too. */
function byScheme(one: string, other: string): number {
  return Number(other.startsWith('https:')) - Number(one.startsWith('https:'))
}

function isShort(address: string): boolean {
  return address.length <= longestAddress
}
