/**
 * Reads a list of feeds (OPML 1.0 and 2.0). In: the file's text. Out: one outline per feed address, in the
 * order of the file, groups flattened, doubles dropped. Entities that the file defines are never expanded.
 */
import { parseSourceUrl } from './source-url.ts'

export interface OpmlFeed {
  url: string
  name: string
}

export type ParsedOpml =
  | { ok: true; outlines: OpmlFeed[] /** Outlines whose xmlUrl is no web address. */; skipped: number }
  | { ok: false /** Without a full stop. */; reason: string }

/** feedsmith's own outline, as far as it is read here; it never throws for what is missing. */
interface Outline {
  xmlUrl?: string
  title?: string
  text?: string
  outlines?: Outline[]
}

const maxLength = 5_000_000

export async function parseOpml(text: string): Promise<ParsedOpml> {
  if (text.length > maxLength)
    return { ok: false, reason: `it is longer than ${maxLength} characters; split it` }
  // Needed at a first start and in one command; every other start is that much shorter.
  const { parseOpml: readOpml } = await import('feedsmith')
  let top: Outline[]
  try {
    top = readOpml(text.replace(/^\uFEFF/, '').trimStart()).body?.outlines ?? []
  } catch {
    return { ok: false, reason: 'no <opml> with outlines was found in it' }
  }
  const feeds = new Map<string, OpmlFeed>()
  let skipped = 0
  const waiting = [...top].reverse()
  for (let outline = waiting.pop(); outline; outline = waiting.pop()) {
    waiting.push(...(outline.outlines ?? []).toReversed())
    if (!outline.xmlUrl) continue
    const address = parseSourceUrl(outline.xmlUrl)
    if (!address) skipped += 1
    else if (!feeds.has(address.url))
      feeds.set(address.url, { url: address.url, name: nameOf(outline, address) })
  }
  return { ok: true, outlines: [...feeds.values()], skipped }
}

function nameOf(outline: Outline, { host }: { host: string }): string {
  return (outline.title?.trim() || outline.text?.trim() || host).slice(0, 200)
}
