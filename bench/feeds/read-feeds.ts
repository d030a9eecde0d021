/**
 * `npm run bench:feeds -- --part read`: real feeds on their whole way, from bytes to stored items, beside the bare
 * parsers of two libraries, which get decoded text, and give values that are neither cleaned, nor compared, nor kept.
 * All take turns and change places in them; medians, and medians of the turns' ratios.
 */
import { parseFeed } from 'feedsmith'
import RssParser from 'rss-parser'
import { type BenchScope, createScope } from '../support/scope.ts'
import { readRealFeeds } from './real-feeds.ts'
import { measureStages, type StageTimes, timed } from './stages.ts'
import { type StoreKind, startWholeWay, type WayRun } from './whole-way.ts'

export interface ReadOptions {
  store: StoreKind
  /** On a disk. */
  folder: string
  runs: number
}

export interface ReadTurn {
  way: WayRun
  feedsmithMs: number
  rssParserMs: number
  stages: StageTimes
}

export interface ReadResult {
  store: StoreKind
  feeds: number
  bytes: number
  /** What the libraries could not read at all. */
  unread: { feedsmith: number; rssParser: number }
  turns: ReadTurn[]
}

/** Until everybody's code is compiled, in each of the threads that run it. */
const warmUps = 12

/** Null where the recorded feeds are not on this machine. */
export async function readFeeds(
  within: BenchScope,
  { store: kind, folder, runs }: ReadOptions,
  say: (what: string) => void,
): Promise<ReadResult | null> {
  const feeds = readRealFeeds()
  if (!feeds) return null
  await using scope = createScope(within)
  const texts = feeds.map(body => new TextDecoder().decode(body))
  const way = await startWholeWay(scope, { feeds, kind, folder })
  const unread = { feedsmith: 0, rssParser: 0 }
  const parser = new RssParser()
  const takeTurn = async (n: number): Promise<ReadTurn> => {
    const turn: Partial<ReadTurn> = {}
    const places = [
      async () => {
        turn.way = await way.run()
      },
      async () => {
        const [ms, failed] = timed(() => texts.filter(text => !parses(text)))
        turn.feedsmithMs = ms
        unread.feedsmith = failed.length
      },
      async () => {
        const from = performance.now()
        unread.rssParser = 0
        for (const text of texts) await parser.parseString(text).catch(() => unread.rssParser++)
        turn.rssParserMs = performance.now() - from
      },
    ]
    for (const place of n % 2 === 0 ? places : places.toReversed()) await place()
    // Every place was taken.
    return { ...(turn as Required<Omit<ReadTurn, 'stages'>>), stages: measureStages(feeds) }
  }
  const turns: ReadTurn[] = []
  for (let n = -warmUps; n < runs; n++) {
    say(n < 0 ? `warming up, ${-n} to go` : `turn ${n + 1} of ${runs}`)
    const turn = await takeTurn(n)
    if (n >= 0) turns.push(turn)
  }
  const bytes = feeds.reduce((sum, body) => sum + body.length, 0)
  return { store: kind, feeds: feeds.length, bytes, unread, turns }
}

function parses(text: string): boolean {
  try {
    parseFeed(text)
    return true
  } catch {
    return false
  }
}
