/** What a pushed document holds, once it was read. Touches no store; a document that is no feed is no error. */
import { canonicalUrl } from '../feed/canonical-url.ts'
import type { IdentifiedItem } from '../feed/index.ts'
import type { Reader } from '../reader/index.ts'

export interface PushedDocument {
  body: Uint8Array
  contentType: string | null
  /** By the message's Link header, which outranks what the document says of itself. */
  saidTopic: string | null
  topic: string
  /** The source's address. */
  url: string
}

export interface PushedReading {
  /** Each once; none where it is no feed, or another one than was asked for. */
  items: IdentifiedItem[]
  /** Nothing is missing in it that a look at the source would bring. */
  whole: boolean
}

const nothing: PushedReading = { items: [], whole: false }

/** Rejects when the reader stops. */
export async function readPushed(reader: Reader, document: PushedDocument): Promise<PushedReading> {
  const { body, contentType, saidTopic, topic, url } = document
  const reading = await reader.read({ kind: 'feed', body, contentType, url, knownHash: null })
  // What is too slow, too large or no feed at all: the source itself is looked at.
  if (reading.kind !== 'read') return nothing
  const { feed, items } = reading
  // A hub that mixes its topics up, or is made to, must not put one source's words into another's mouth.
  if (!isSame(saidTopic ?? feed.self, [topic, url])) return nothing
  return { items, whole: !feed.cut && items.length > 0 }
}

function isSame(said: string | null, ours: readonly string[]): boolean {
  return said === null || ours.some(address => canonicalUrl(address) === canonicalUrl(said))
}
