/**
 * Every file cut at random octets: a clear result, and no item that the whole file does not have. A crash is a miss, and
 * a hang ends the run.
 */
import { isDeepStrictEqual } from 'node:util'
import { type ShownItem, showFeed } from '../../src/sources/feed/show-feed.ts'
import { caseAddress, caseBody, type FeedCase, feedCases, realFeeds } from './corpus.ts'
import type { Score } from './score.ts'

interface WholeFile {
  name: string
  body: Uint8Array
  headers: Headers
}

/** `cutsPerFile`: how many random places of each. */
export function cutAnywhere(seed: number, cutsPerFile = 20): Score {
  const random = randomFrom(seed)
  const misses: string[] = []
  const counts = { used: 0, refused: 0, items: 0 }
  const files = allFiles()
  for (const file of files) {
    const whole = shown(file, file.body)
    for (let cut = 0; cut < cutsPerFile; cut++) {
      const length = Math.floor(random() * file.body.length)
      const wrong = wrongWith(whole.items, shown(file, file.body.subarray(0, length)), counts)
      if (wrong) misses.push(`${file.name} cut after ${length} octets: ${wrong}`)
    }
  }
  const total = files.length * cutsPerFile
  return {
    about: `files cut at ${cutsPerFile} places (seed ${seed}) give what was whole, or a reason`,
    agreed: total - misses.length,
    total,
    bar: 1,
    misses,
    details: [`${counts.used} gave ${counts.items} items, ${counts.refused} a reason`],
  }
}

function wrongWith(
  whole: readonly ShownItem[],
  part: ReturnType<typeof shown>,
  counts: { used: number; refused: number; items: number },
): string | null {
  if (part.crash) return part.crash
  if (part.reason !== null) {
    counts.refused++
    return part.reason.length > 0 ? null : 'no reason'
  }
  counts.used++
  counts.items += part.items.length
  const foreign = part.items.find((item, at) => !isDeepStrictEqual(item, whole[at]))
  return foreign ? `"${foreign.title}" is no item of the whole file` : null
}

function shown(
  { name, headers }: WholeFile,
  body: Uint8Array,
): {
  items: readonly ShownItem[]
  reason: string | null
  crash: string | null
} {
  try {
    const result = showFeed({
      body,
      url: caseAddress(name),
      contentType: headers.get('content-type'),
      contentLocation: headers.get('content-location'),
      contentLanguage: headers.get('content-language'),
    })
    if (!result.ok) return { items: [], reason: result.reason, crash: null }
    return { items: result.shown.items, reason: null, crash: null }
  } catch (error) {
    return { items: [], reason: null, crash: String(error) }
  }
}

function allFiles(): WholeFile[] {
  const ofCase = (feedCase: FeedCase) => ({
    name: feedCase.file,
    body: caseBody(feedCase),
    headers: new Headers(feedCase.headers),
  })
  const byName = new Map(
    [...feedCases().map(ofCase), ...realFeeds().map(feed => ({ ...feed, headers: new Headers() }))].map(
      file => [file.name, file],
    ),
  )
  return [...byName.values()]
}

/** Mulberry32: the same numbers for the same seed, from 0 to below 1. */
function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
