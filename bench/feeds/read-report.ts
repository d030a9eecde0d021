/** The reading part's numbers as a table that a person reads. */
import { median } from '../support/statistics.ts'
import type { ReadResult, ReadTurn } from './read-feeds.ts'

type Row = [what: string, value: string, more: string]

const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 })
const fine = new Intl.NumberFormat('en', { maximumFractionDigits: 1, minimumFractionDigits: 1 })
const ratio = new Intl.NumberFormat('en', { maximumFractionDigits: 2, minimumFractionDigits: 2 })
const ms = (value: number) => `${fine.format(value)} ms`

/** What the whole way may take of feedsmith's bare parse, and how many times rss-parser's it must be. */
const mostOfFeedsmith = 1.6
const leastOfRssParser = 3

export function printRead(result: ReadResult): void {
  const { feeds, bytes, store, turns } = result
  const items = turns[0]?.way.items ?? 0
  console.log(
    `\nreading: ${feeds} real feeds, ${fine.format(bytes / 1e6)} MB, ${whole.format(items)} items, ${store}, ${turns.length} turns`,
  )
  for (const [what, value, more] of rowsOf(result))
    console.log(`  ${what.padEnd(46)} ${value.padStart(12)}  ${more}`.trimEnd())
}

function rowsOf({ turns, unread, bytes }: ReadResult): Row[] {
  const of = (value: (turn: ReadTurn) => number) => median(turns.map(value))
  const way = of(({ way }) => way.newMs)
  const stage = (name: string, value: (turn: ReadTurn) => number): Row => [`  ${name}`, ms(of(value)), '']
  return [
    ['Tocsin, from bytes to stored items', ms(way), `${whole.format(bytes / 1e3 / way)} MB a second`],
    ['  CPU time of it, all threads', ms(of(({ way }) => way.newCpuMs)), ''],
    ['  the same again, every item known', ms(of(({ way }) => way.knownMs)), ''],
    ['feedsmith, bare parse', ms(of(turn => turn.feedsmithMs)), `cannot read ${unread.feedsmith}`],
    ['rss-parser, bare parse', ms(of(turn => turn.rssParserMs)), `cannot read ${unread.rssParser}`],
    [
      'Tocsin’s time, feedsmith’s being 1',
      ratio.format(of(({ way, feedsmithMs }) => way.newMs / feedsmithMs)),
      `at most ${mostOfFeedsmith} is the aim`,
    ],
    [
      'rss-parser’s time, Tocsin’s being 1',
      ratio.format(of(({ way, rssParserMs }) => rssParserMs / way.newMs)),
      `at least ${leastOfRssParser} is the aim`,
    ],
    ['stages, each by itself in one thread', '', 'the way itself overlaps reading and storing'],
    stage('hashing the bodies', ({ stages }) => stages.hashMs),
    stage('bytes to items', ({ stages }) => stages.readMs),
    stage('keys', ({ stages }) => stages.keysMs),
    stage('from thread to thread', ({ stages }) => stages.crossMs),
  ]
}
