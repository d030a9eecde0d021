/**
 * The rules at work: takes what is new of stories, and writes the alerts of it in the same transaction, so that a crash
 * loses none and doubles none. Rules of sources first, then rules of stories (`decide.ts`). All that those went by and
 * that is no moment is written to `rule_log`.
 */
import type { Logger } from 'pino'
import type { Clock } from '../../clock.ts'
import { createWorker, type Read, type Store, type Tx, type Worker } from '../../store/index.ts'
import { takeFreshMoments } from '../../stories/index.ts'
import { carryOut } from './carry-out.ts'
import { takesBack } from './corrections.ts'
import { takeEvent } from './decide.ts'
import type { LoggedEvent, MomentEvent } from './events.ts'
import { anyWaits, loadMemories, saveMemories } from './keep-memory.ts'
import type { RulesState } from './memory.ts'
import { momentEvents } from './moment-events.ts'
import { readNewFacts } from './read-facts.ts'
import { takeNewVersions } from './seen-versions.ts'
import { applySourceRule } from './source-rules.ts'
import { dueAt } from './updates.ts'

const momentsAStep = 50
const pollMs = 5_000

export function createRules({ store, clock, log }: { store: Store; clock: Clock; log: Logger }): Worker {
  return createWorker({
    name: 'rules',
    store,
    clock,
    log,
    channels: ['stories', 'alerts'],
    pollMs,
    async step() {
      const at = clock.now()
      if (!(await hasWork(store.read))) return 'idle'
      const { taken, nextAt } = await store.write(tx => applyRules(tx, { limit: momentsAStep, at }))
      if (taken > 0) return 'again'
      return nextAt === null ? 'idle' : nextAt - at
    },
  })
}

/** Spares the turn of writing, which senders wait for too. */
async function hasWork(read: Read): Promise<boolean> {
  const moment = await read.selectFrom('fresh_moments').select('moment_id').limit(1).executeTakeFirst()
  return moment !== undefined || (await anyWaits(read))
}

interface Step {
  /** Moments that were taken. */
  taken: number
  /** When an update need wait no longer; null: none waits. */
  nextAt: number | null
}

export async function applyRules(tx: Tx, { limit, at }: { limit: number; at: number }): Promise<Step> {
  const last = await holdTurn(tx)
  const moments = await momentEvents(tx, await takeFreshMoments(tx, limit))
  const work = await beginWork(tx, { moments, last, at })
  for (const moment of moments) await lookAt(work, moment)
  if (moments.length < limit && (nextDue(work.state) ?? at + 1) <= at) await take(work, { kind: 'tick', at })
  await saveMemories(tx, work.state, work.loaded)
  if (work.last !== last)
    await tx
      .updateTable('meta')
      .set({ value: String(work.last) })
      .where('key', '=', 'alerts.rules')
      .execute()
  return { taken: moments.length, nextAt: nextDue(work.state) }
}

/** For a database that was restored from a backup. */
export async function forgetWaitingUpdates(tx: Tx, at: number): Promise<void> {
  const last = await holdTurn(tx)
  const loaded = await loadMemories(tx, [])
  const state: RulesState = { rules: new Map(), stories: new Map(loaded), relied: [] }
  await take({ tx, state, loaded, last, at }, { kind: 'forgotten' })
  await saveMemories(tx, state, loaded)
}

interface Work {
  tx: Tx
  state: RulesState
  loaded: ReadonlyMap<number, unknown>
  /** The last moment that was looked at. */
  last: number
  at: number
}

/** Of several processes one works at a time. Returns the last moment that was looked at. */
async function holdTurn(tx: Tx): Promise<number> {
  const row = await tx
    .selectFrom('meta')
    .select('value')
    .where('key', '=', 'alerts.rules')
    .$if(tx.kind === 'postgres', query => query.forUpdate())
    .executeTakeFirstOrThrow()
  return Number(row.value)
}

async function beginWork(
  tx: Tx,
  { moments, last, at }: { moments: readonly MomentEvent[]; last: number; at: number },
): Promise<Work> {
  const stories = new Set(
    moments.flatMap(({ moment, moved }) => [moment.storyId, ...moved.flatMap(({ from, to }) => [from, to])]),
  )
  const { rules, events } = await takeNewVersions(tx)
  const loaded = await loadMemories(tx, [...stories])
  const state: RulesState = { rules, stories: new Map(loaded), relied: [] }
  const work = { tx, state, loaded, last, at }
  for (const event of events) await take(work, event)
  const facts = await readNewFacts(tx, state, [...new Set([...stories, ...loaded.keys()])])
  for (const fact of facts) await take(work, fact)
  return work
}

async function lookAt(work: Work, event: MomentEvent): Promise<void> {
  const { tx, state, at } = work
  const { moment, item } = event
  if (item && moment.itemId !== null && (moment.kind === 'founded' || moment.kind === 'joined')) {
    const silent = state.stories.get(moment.storyId)?.silent ?? false
    const made = await applySourceRule(tx, { item, storyId: moment.storyId, silent, at })
    if (made) for (const fact of await readNewFacts(tx, state, [moment.storyId])) await take(work, fact)
  }
  if (moment.changes.some(takesBack)) {
    const keys = await sameOrigin(work, event)
    if (keys.length > 0) await take(work, { kind: 'relied', keys })
  }
  for (const decision of takeEvent(state, event)) await carryOut(tx, decision, at)
  work.last = moment.id
}

/** Takes an event and keeps it at its place. */
async function take(work: Work, event: LoggedEvent): Promise<void> {
  const { tx, last, at } = work
  const row = { after_moment: last, kind: event.kind, event: JSON.stringify(event), at }
  await tx.insertInto('rule_log').values(row).execute()
  for (const decision of takeEvent(work.state, event)) await carryOut(tx, decision, at)
}

/** The alerts of the story that were made from an item of one origin with what came. */
async function sameOrigin({ tx, state }: Work, { moment }: MomentEvent): Promise<string[]> {
  const alerts = state.stories.get(moment.storyId)?.alerts.filter(({ itemId }) => itemId !== null) ?? []
  if (alerts.length === 0 || moment.itemId === null) return []
  const rows = await tx
    .selectFrom('story_items')
    .select(['item_id', 'story_id', 'origin'])
    .where('item_id', 'in', [moment.itemId, ...alerts.flatMap(({ itemId }) => itemId ?? [])])
    .execute()
  const came = rows.find(row => row.item_id === moment.itemId)
  if (!came || came.origin === null) return []
  const same = rows.filter(row => row.story_id === came.story_id && row.origin === came.origin)
  return alerts.filter(({ itemId }) => same.some(row => row.item_id === itemId)).map(({ key }) => key)
}

function nextDue(state: RulesState): number | null {
  const times = [...state.stories.values()].flatMap(memory => dueAt(state, memory) ?? [])
  return times.length === 0 ? null : Math.min(...times)
}
