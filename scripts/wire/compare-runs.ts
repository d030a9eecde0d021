/**
 * The same recording, watched by two Tocsins at once: one served well, one where a share of the answers goes
 * wrong. Each must hold every item of the documents that it was served whole, once, and nothing else; and
 * both must hold the same items, but for those of a snapshot that only one of them was ever served.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as delay } from 'node:timers/promises'
import { articleOf, judgeItems } from '../../test/support/judge-items.ts'
import { environmentOf, startTocsin } from '../../test/support/tocsin-process.ts'
import {
  command,
  recordedFeeds,
  recordedHours,
  type Scope,
  startWire,
  type WireSettings,
} from './run-wire.ts'
import { type WatchedWire, watchWire } from './watched-wire.ts'

interface Run {
  name: string
  /** The addresses of what was stored, by feed. */
  stored: Map<string, string[]>
  revisions: number
  events: number
  exit: number | null
  wire: WatchedWire
}

/** More than this share seen by one only, and the runs were too fast to be compared. */
const mostUnseen = 0.01

export async function compareRuns(scope: Scope, settings: WireSettings): Promise<boolean> {
  const { speed, chaos } = settings
  const hours = await recordedHours(settings.from)
  const minutes = ((hours * 60) / speed).toFixed(0)
  console.log(
    `wire: ${hours.toFixed(1)} recorded hours at ${speed}x, without chaos and with ${chaos}: ${minutes} min`,
  )
  const runs = await Promise.all([
    watch(scope, 'without chaos', { ...settings, chaos: 0 }),
    watch(scope, `chaos ${chaos}`, settings),
  ])
  const right = runs.map(run => report(run))
  return [...right, reportDifference(runs[0], runs[1])].every(Boolean)
}

async function watch(scope: Scope, name: string, settings: WireSettings): Promise<Run> {
  const dataDir = await mkdtemp(join(tmpdir(), 'tocsin-wire-'))
  scope.after(() => rm(dataDir, { recursive: true, force: true }))
  const file = join(dataDir, 'tocsin.db')
  const env = environmentOf({ dataDir, databaseUrl: `sqlite:${file}` })
  const wire = await watchWire(scope, (await startWire(scope, settings)).origin)
  const opml = join(dataDir, 'wire.opml')
  const feeds = await recordedFeeds()
  const outlines = feeds.map(
    feed => `<outline type="rss" text="${feed}" xmlUrl="${wire.origin}/feeds/${feed}.xml"/>`,
  )
  await writeFile(opml, `<opml version="2.0"><body>${outlines.join('')}</body></opml>`)
  await command(env, 'source', 'import', opml, '--every', '1s')
  const tocsin = await startTocsin(scope, env)
  // A little longer, so that the last snapshot is seen too; then what is under way is stored.
  const untilAt = Date.now() + ((await recordedHours(settings.from)) * 3_600_000) / settings.speed + 20_000
  while (Date.now() < untilAt) {
    await delay(Math.min(30_000, Math.max(untilAt - Date.now(), 0)))
    console.log(`  ${name}: ${wire.answers.all} answers, ${wire.answers.wrong} of them wrong`)
  }
  wire.close()
  await delay(8_000)
  const exit = await tocsin.stop()
  return { name, exit, wire, ...readStore(file) }
}

function readStore(file: string): Pick<Run, 'stored' | 'revisions' | 'events'> {
  const db = new DatabaseSync(file, { readOnly: true })
  const stored = new Map<string, string[]>()
  const rows = db
    .prepare('select i.url, s.url source from items i join sources s on s.id = i.source_id')
    .all()
  for (const row of rows) {
    const feed = /\/feeds\/(.+)\.xml$/.exec(String(row['source']))?.[1] ?? ''
    stored.set(feed, [...(stored.get(feed) ?? []), String(row['url'])])
  }
  const count = (table: string) => Number(db.prepare(`select count(*) n from ${table}`).get()?.['n'])
  const counts = { revisions: count('item_revisions'), events: count('item_events') }
  db.close()
  return { stored, ...counts }
}

function report(run: Run): boolean {
  const sum = { expected: 0, stored: 0, missing: 0, doubled: 0, foreign: 0 }
  for (const [feed, served] of run.wire.served) {
    const verdict = judgeItems(served.whole.values(), run.stored.get(feed) ?? [])
    const cut = new Set([...served.cut.values()].map(({ link }) => articleOf(link)))
    const wrong = { ...verdict, foreign: verdict.foreign.filter(article => !cut.has(article)) }
    for (const kind of ['missing', 'doubled', 'foreign'] as const) {
      sum[kind] += wrong[kind].length
      for (const link of wrong[kind].slice(0, 3))
        console.log(`  ${run.name}, ${feed}, ${kind}: ${link.slice(0, 150)}`)
    }
    sum.expected += verdict.expected
    sum.stored += verdict.stored
  }
  console.log(
    `${run.name}: ${run.wire.answers.all} answers (${run.wire.answers.wrong} wrong), articles served ${sum.expected}, items ${sum.stored}, missing ${sum.missing}, doubled ${sum.doubled}, not served ${sum.foreign}; ${run.revisions} revisions, ${run.events} events, exit code ${run.exit}`,
  )
  return sum.missing + sum.doubled + sum.foreign === 0 && run.exit === 0 && sum.stored > 0
}

function reportDifference(plain: Run, troubled: Run): boolean {
  const articles = (run: Run) =>
    new Set([...run.stored].flatMap(([feed, urls]) => urls.map(url => `${feed} ${articleOf(url)}`)))
  const [one, other] = [articles(plain), articles(troubled)]
  const onlyPlain = unexplained(one.difference(other), troubled)
  const onlyTroubled = unexplained(other.difference(one), plain)
  const unseen = one.symmetricDifference(other).size
  console.log(
    `the same ${one.intersection(other).size}; only without chaos ${one.difference(other).size}, only with chaos ${other.difference(one).size}, of them served to the other as well ${onlyPlain.length + onlyTroubled.length}`,
  )
  for (const article of [...onlyPlain, ...onlyTroubled].slice(0, 10))
    console.log(`  ${article.slice(0, 150)}`)
  const same = onlyPlain.length + onlyTroubled.length === 0
  const comparable = unseen <= one.size * mostUnseen
  if (!comparable) console.log('wire: too fast to be compared, use a lower --speed')
  console.log(same && comparable ? 'wire: the same items with and without chaos' : 'wire: NOT THE SAME')
  return same && comparable
}

/** What the other was served too, unless a copy under the same headline stands for it. */
function unexplained(articles: ReadonlySet<string>, other: Run): string[] {
  return [...articles].filter(named => {
    const [feed = '', article = ''] = named.split(' ')
    const whole = other.wire.served.get(feed)?.whole.values() ?? []
    const entries = [...whole].filter(({ link }) => articleOf(link) === article)
    return entries.length > 0 && !hasCopy(entries, feed, other)
  })
}

function hasCopy(entries: readonly { title: string }[], feed: string, other: Run): boolean {
  const titles = new Set(entries.map(({ title }) => title))
  const stored = new Set((other.stored.get(feed) ?? []).map(articleOf))
  const whole = other.wire.served.get(feed)?.whole.values() ?? []
  return [...whole].some(({ link, title }) => titles.has(title) && stored.has(articleOf(link)))
}
