/** What became of the alerts of stories, as the rules are to know it: whoever made them. */
import type { Read } from '../../store/index.ts'
import { lookBackMs } from '../../stories/index.ts'
import type { AlertedState, AlertFact, LoggedEvent } from './events.ts'
import { isPaused, type RulesState, type StoryMemory } from './memory.ts'

/** What is new since the rules last looked, of these stories; in the order in which the alerts were made. */
export async function readNewFacts(
  read: Read,
  state: RulesState,
  storyIds: readonly number[],
): Promise<LoggedEvent[]> {
  if (storyIds.length === 0) return []
  const keysOf = new Map(
    storyIds.map(id => [id, new Set(state.stories.get(id)?.alerts.map(({ key }) => key))]),
  )
  const rows = await factRows(
    read,
    storyIds,
    [...keysOf.values()].flatMap(keys => [...keys]),
  )
  const facts: LoggedEvent[] = []
  for (const { storyIds: of, fact } of rows)
    for (const storyId of storyIds) {
      if (!of.includes(storyId) && !keysOf.get(storyId)?.has(fact.key)) continue
      if (isNews(state.stories.get(storyId), fact)) facts.push({ kind: 'alert', storyId, fact })
    }
  return facts
}

/** Of every story with one of these alerts: as they stood before `before`, for a replay that begins there. */
export async function readFactsBefore(
  read: Read,
  { since, before, beforeMoment }: { since: number; before: number; beforeMoment: number },
): Promise<LoggedEvent[]> {
  const rows = await selectFacts(read)
    .where('alerts.story_id', 'is not', null)
    .where('alerts.created_at', '>=', since)
    .where('alerts.created_at', '<', before)
    .orderBy('alerts.id')
    .execute()
  const mergedInto = await mergesBefore(read, before)
  return rows.flatMap(row => {
    const fact = factOf(row)
    if (row.story_id === null || (row.moment_id ?? 0) >= beforeMoment) return []
    // What came of it later is in the log.
    const then = fact.at < before ? fact : { ...fact, state: 'draft' as const, at: row.created_at }
    return [
      { kind: 'alert' as const, storyId: mergedInto(row.story_id), fact: then, isEarlier: true as const },
    ]
  })
}

/** Which story had a story's items by then. */
async function mergesBefore(read: Read, before: number): Promise<(storyId: number) => number> {
  const rows = await read
    .selectFrom('story_changes')
    .select(['from_story', 'to_story'])
    .where('kind', '=', 'merge')
    .where('at', '<', before)
    .where('at', '>=', before - lookBackMs)
    .orderBy('id')
    .execute()
  const into = new Map(rows.map(row => [row.from_story, row.to_story]))
  return storyId => {
    const seen = new Set<number>()
    let now = storyId
    for (let next = into.get(now); next !== undefined && !seen.has(next); next = into.get(now)) {
      seen.add(now)
      now = next
    }
    return now
  }
}

const order: readonly AlertedState[] = ['draft', 'held', 'discarded', 'sent', 'stopped']

function isNews(memory: StoryMemory | undefined, fact: AlertFact): boolean {
  if (fact.kind !== 'alert')
    return fact.state !== 'draft' && fact.state !== 'held' && !memory?.settled.includes(fact.key)
  const known = memory?.alerts.find(({ key }) => key === fact.key)
  // What the rules made themselves they know where it is now; here it was, and an editor has moved its item away.
  if (!known) return fact.ruleId === null
  return order.indexOf(fact.state) > order.indexOf(known.state) || isPaused(fact) !== isPaused(known)
}

async function factRows(
  read: Read,
  storyIds: readonly number[],
  keys: readonly string[],
): Promise<{ storyIds: readonly number[]; fact: AlertFact }[]> {
  const merged = await read
    .selectFrom('stories')
    .select(['id', 'merged_into'])
    .where('merged_into', 'in', storyIds)
    .execute()
  const into = new Map(merged.map(row => [row.id, row.merged_into]))
  const alertIds = await alertsOf(read, { storyIds: [...storyIds, ...into.keys()], keys })
  const rows = await selectFacts(read)
    .where('alerts.id', 'in', [0, ...alertIds])
    .orderBy('alerts.id')
    .execute()
  return rows.map(row => ({
    storyIds: [row.story_id, into.get(row.story_id ?? 0)].flatMap(id => id ?? []),
    fact: factOf(row),
  }))
}

/** Each by an index of its own: asked as one question with an "or", all alerts that there ever were are looked through. */
async function alertsOf(
  read: Read,
  { storyIds, keys }: { storyIds: readonly number[]; keys: readonly string[] },
): Promise<Set<number>> {
  const ofStories = await read.selectFrom('alerts').select('id').where('story_id', 'in', storyIds).execute()
  const named =
    keys.length === 0
      ? []
      : await read.selectFrom('rule_alerts').select('alert_id').where('key', 'in', keys).execute()
  return new Set([
    ...ofStories.map(row => row.id),
    ...named.map(row => row.alert_id),
    ...keys.flatMap(idOfKey),
  ])
}

/** Of an alert that no rule of stories made: the key says which one it is. */
export function idOfKey(key: string): number[] {
  const [, id] = /^[as](\d+)$/.exec(key) ?? []
  return id === undefined ? [] : [Number(id)]
}

function selectFacts(read: Read) {
  return read
    .selectFrom('alerts')
    .leftJoin('rule_alerts', 'rule_alerts.alert_id', 'alerts.id')
    .leftJoin('items', 'items.id', 'alerts.item_id')
    .select([
      'alerts.id',
      'alerts.story_id',
      'alerts.kind',
      'alerts.state',
      'alerts.item_id',
      'items.source_id',
    ])
    .select(['alerts.created_by', 'alerts.created_at', 'alerts.approved_at', 'alerts.discarded_at'])
    .select(['rule_alerts.key', 'rule_alerts.rule_id', 'rule_alerts.moment_id'])
    .select(({ selectFrom, exists }) =>
      exists(
        selectFrom('alert_presses')
          .select('alert_presses.id')
          .whereRef('alert_presses.alert_id', '=', 'alerts.id')
          .where('alert_presses.action', 'in', ['edit', 'test']),
      ).as('touched'),
    )
}

type FactRow = Awaited<ReturnType<ReturnType<typeof selectFacts>['execute']>>[number]

function factOf(row: FactRow): AlertFact {
  const bySource = row.created_by.startsWith('rule:')
  return {
    key: row.key ?? `${bySource ? 's' : 'a'}${row.id}`,
    kind: row.kind,
    ruleId: row.rule_id,
    state: stateOf(row),
    itemId: row.item_id,
    sourceId: row.source_id,
    at: row.discarded_at ?? row.approved_at ?? row.created_at,
    ...(row.state === 'paused' ? { paused: true } : {}),
  }
}

function stateOf({ state, discarded_at: discardedAt, touched }: FactRow): AlertedState {
  if (state === 'draft') return discardedAt !== null ? 'discarded' : touched ? 'held' : 'draft'
  return state === 'stopped' ? 'stopped' : 'sent'
}
