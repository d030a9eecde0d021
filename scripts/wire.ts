/**
 * `npm run wire [-- --chaos 0.2 --feed NAME --speed 600]`: two and a half recorded days of real feeds, served as
 * if they happened now, watched by a whole Tocsin, one feed set to `send`. At the end every item that feed
 * published after its first poll must have reached the subscriber exactly once, and nothing else.
 * What was published is counted here from the recording, by the articles' addresses, with no code of Tocsin's.
 * With `--compare [--from 2026-08-20T12-00]`, two Tocsins watch all feeds, one where a share of the answers goes
 * wrong, and both must hold the same items, none doubled.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as delay } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { articleOf } from '../test/support/judge-items.ts'
import { startSmtpSink } from '../test/support/smtp-sink.ts'
import { environmentOf, startTocsin } from '../test/support/tocsin-process.ts'
import { compareRuns } from './wire/compare-runs.ts'
import { publishedAfter } from './wire/published-links.ts'
import { command, recordedHours, recording, requireRecording, startWire } from './wire/run-wire.ts'

requireRecording()
const { values } = parseArgs({
  options: {
    feed: { type: 'string', default: 'bloomberg_markets' },
    speed: { type: 'string' },
    chaos: { type: 'string', default: '0' },
    from: { type: 'string' },
    compare: { type: 'boolean', default: false },
  },
})
const chaos = Number(values.chaos)
// Slow enough that every snapshot is there for several polls, also where some go wrong.
const speed = Number(values.speed ?? (values.compare ? 300 : 600))
const closing: (() => unknown)[] = []
const scope = { after: (close: () => unknown) => void closing.unshift(close) }
process.on('SIGINT', () => process.exit(1))

try {
  process.exitCode = (await (values.compare
    ? compareRuns(scope, { speed, chaos, from: values.from })
    : run()))
    ? 0
    : 1
} finally {
  for (const close of closing) await close()
}

async function run(): Promise<boolean> {
  const dataDir = await mkdtemp(join(tmpdir(), 'tocsin-wire-'))
  scope.after(() => rm(dataDir, { recursive: true, force: true }))
  const sink = await startSmtpSink()
  scope.after(() => sink.stop())
  const wire = await startWire(scope, { speed, chaos })
  const env = environmentOf(
    { dataDir, databaseUrl: `sqlite:${join(dataDir, 'tocsin.db')}` },
    { SMTP_URL: sink.url },
  )
  const people = join(dataDir, 'people.csv')
  await writeFile(people, 'address\nreader@example.org\n')
  await command(env, 'subscriber', 'import', people)
  const opml = join(dataDir, 'wire.opml')
  await writeFile(opml, await (await fetch(`${wire.origin}/sources.opml`)).text())
  await command(env, 'source', 'import', opml, '--every', '1s')
  await command(
    env,
    'source',
    'add',
    `${wire.origin}/feeds/${values.feed}.xml`,
    '--kind',
    'feed',
    '--on-item',
    'send',
  )
  const tocsin = await startTocsin(scope, env)
  const hours = await recordedHours()
  console.log(
    `wire: ${hours.toFixed(1)} recorded hours at ${speed}x, chaos ${values.chaos}, sending ${values.feed}`,
  )
  await untilRecordingEnds(wire.origin, sink)
  const stopped = await tocsin.stop()
  return report(await countEverything(dataDir), sink.messages, stopped)
}

/** To the recording's end and ten seconds more, so that the last items pass through. */
async function untilRecordingEnds(origin: string, sink: { messages: readonly unknown[] }): Promise<void> {
  const seconds = ((await recordedHours()) * 3_600) / speed + 10
  const from = Date.now()
  while (Date.now() - from < seconds * 1_000) {
    await delay(15_000)
    const { simulated } = (await (await fetch(`${origin}/clock`)).json()) as { simulated: string }
    console.log(`  ${simulated}  ${sink.messages.length} mails accepted`)
  }
}

interface Counts {
  expected: ReadonlySet<string>
  alerted: string[]
  items: number
  stories: number
}

async function countEverything(dataDir: string): Promise<Counts> {
  const db = new DatabaseSync(join(dataDir, 'tocsin.db'), { readOnly: true })
  const one = (text: string) => Number(db.prepare(text).get()?.['n'])
  const urls = (text: string) =>
    db
      .prepare(text)
      .all()
      .map(row => String(row['url']))
  const firstPoll = urls(
    `select i.url from items i join sources s on s.id = i.source_id
     where i.first_poll = 1 and s.url like '%/${values.feed}.xml'`,
  )
  const counts = {
    expected: await publishedAfter(join(recording, values.feed), new Set(firstPoll.map(articleOf))),
    alerted: urls('select url from alerts'),
    items: one('select count(*) n from items'),
    stories: one('select count(*) n from stories'),
  }
  db.close()
  return counts
}

function report(
  counts: Counts,
  mails: readonly { headers: ReadonlyMap<string, string> }[],
  exit: number | null,
): boolean {
  const got = counts.alerted.map(articleOf)
  const missing = [...counts.expected].filter(link => !got.includes(link))
  const foreign = got.filter(link => !counts.expected.has(link))
  const ids = new Set(mails.map(mail => mail.headers.get('message-id')))
  console.log(`items ${counts.items}, stories ${counts.stories}`)
  console.log(
    `published after the first poll ${counts.expected.size}, alerts ${got.length} (distinct ${new Set(got).size})`,
  )
  console.log(`mails accepted ${mails.length}, distinct Message-IDs ${ids.size}, exit code ${exit}`)
  console.log(`missing ${missing.length} ${missing.slice(0, 5).join(' ')}`)
  console.log(`not expected ${foreign.length} ${foreign.slice(0, 5).join(' ')}`)
  const right =
    missing.length === 0 &&
    foreign.length === 0 &&
    got.length === new Set(got).size &&
    mails.length === got.length &&
    ids.size === mails.length &&
    exit === 0
  console.log(right ? 'wire: every item once, nothing else' : 'wire: NOT RIGHT')
  return right
}
