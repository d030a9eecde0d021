/**
 * `npm run wire:stories [-- --limit 20 --keep FILE.db]`: two and a half recorded days of real feeds, read where they lie,
 * stored in a fresh store in order of time and grouped by the worker that groups the news. Prints the highest stories as
 * an editor reads them, and what the three rules of the README would have mailed; each rule is replayed twice and must
 * make the same. Nothing of the recording is kept, but with `--keep`, and that belongs outside of the repository.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { systemClock } from '../src/clock.ts'
import { migrations } from '../src/migrations.ts'
import { openStore, type Store } from '../src/store/index.ts'
import { groupAll } from '../src/stories/test-grouping.ts'
import { recording, requireRecording } from './wire/run-wire.ts'
import { ruleLines, storyLines } from './wire-stories/as-text.ts'
import { highestStories } from './wire-stories/highest-stories.ts'
import { storeRecording } from './wire-stories/store-recording.ts'
import { tryRules } from './wire-stories/try-rules.ts'

requireRecording()
const { values } = parseArgs({
  options: { limit: { type: 'string', default: '20' }, keep: { type: 'string' } },
})
const folder = await mkdtemp(join(tmpdir(), 'tocsin-wire-stories-'))
const file = values.keep ? resolve(values.keep) : join(folder, 'tocsin.db')
const store = await openStore({ kind: 'sqlite', file }, migrations)
try {
  process.exitCode = (await run(store)) ? 0 : 1
} finally {
  await store.close()
  await rm(folder, { recursive: true, force: true })
}

async function run(store: Store): Promise<boolean> {
  const seconds = (since: number) => ((performance.now() - since) / 1000).toFixed(1)
  const beganStoring = performance.now()
  const stored = await storeRecording(store, recording)
  console.log(`${stored.feeds} feeds, ${stored.snapshots} snapshots stored in ${seconds(beganStoring)} s`)
  const beganGrouping = performance.now()
  await groupAll(store, systemClock)
  console.log(await counted(store, `grouped in ${seconds(beganGrouping)} s`))
  for (const [rank, story] of (await highestStories(store.read, Number(values.limit))).entries())
    for (const line of storyLines(story, rank + 1)) console.log(line)
  const window = { from: stored.firstAt, to: stored.lastAt + 1 }
  const tried = await tryRules(store.read, window, () => performance.now())
  for (const rule of tried) for (const line of ruleLines(rule)) console.log(line)
  return tried.every(({ same }) => same)
}

async function counted(store: Store, how: string): Promise<string> {
  const count = async (table: 'items' | 'item_revisions' | 'story_moments' | 'story_changes') =>
    Number(
      (
        await store.read
          .selectFrom(table)
          .select(({ fn }) => fn.countAll<number>().as('n'))
          .executeTakeFirstOrThrow()
      ).n,
    )
  const stories = await store.read
    .selectFrom('stories')
    .select(['item_count as items', 'top_score as topScore'])
    .where('state', '!=', 'merged')
    .execute()
  const atLeast = (score: number) => stories.filter(({ topScore }) => topScore >= score).length
  return [
    `${await count('items')} items, ${await count('item_revisions')} revisions ${how}:`,
    `${stories.length} stories, ${stories.filter(({ items }) => items > 1).length} of more than one item,`,
    `${await count('story_moments')} moments, ${await count('story_changes')} merges and splits;`,
    `stories that reached ${[20, 30, 40, 50, 60, 70, 85].map(score => `${score}: ${atLeast(score)}`).join(', ')}`,
    '',
  ].join('\n')
}
