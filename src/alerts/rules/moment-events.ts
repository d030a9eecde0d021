/** Moments as the rules see them: with what moved, and what there is to be told of it. */
import type { Read } from '../../store/index.ts'
import { lookBackMs, readNewestTold, type StoryMoment } from '../../stories/index.ts'
import type { MomentEvent, Moved } from './events.ts'

const movedBy = { merged: 'merge', split: 'split', moved: 'move' } as const

/** In their order. The same for the same moments, whenever it is asked. */
export async function momentEvents(read: Read, taken: readonly StoryMoment[]): Promise<MomentEvent[]> {
  const movedAt = await readMoves(read, taken)
  const events: MomentEvent[] = []
  for (const { moment, item } of taken) {
    const moved = movedAt.get(moment.id) ?? []
    events.push({ kind: 'moment', moment, item: item ?? (await newestTold(read, moment, moved)), moved })
  }
  return events
}

async function newestTold(
  read: Read,
  { id, storyId, at }: StoryMoment['moment'],
  moved: readonly Moved[],
): Promise<MomentEvent['item']> {
  const storyIds = [storyId, ...moved.filter(({ to }) => to === storyId).map(({ from }) => from)]
  const told = await readNewestTold(read, { storyIds, before: id, since: at - lookBackMs })
  return told?.item ?? null
}

/** By the moment's id. Both sides of a move that leaves something behind have a moment, first where it came from. */
async function readMoves(read: Read, taken: readonly StoryMoment[]): Promise<Map<number, Moved[]>> {
  const moves = taken.filter(({ moment }) => moment.kind in movedBy)
  const times = [...new Set(moves.map(({ moment }) => moment.at))]
  if (times.length === 0) return new Map()
  const open = await readChanges(read, times)
  const moments = await read
    .selectFrom('story_moments')
    .select(['id', 'story_id', 'kind', 'at'])
    .where('at', 'in', times)
    .where('kind', 'in', ['merged', 'split', 'moved'])
    .orderBy('id')
    .execute()
  const found = new Map<number, Moved[]>()
  for (const { id, story_id: storyId, kind, at } of moments) {
    const place = open.findIndex(
      change => change.at === at && kindOf(kind) === change.kind && isPartOf(change, storyId),
    )
    const change = open[place]
    if (!change) continue
    found.set(id, [change])
    if (change.to === storyId) open.splice(place, 1)
  }
  return found
}

function kindOf(kind: StoryMoment['moment']['kind']): Moved['kind'] | null {
  return kind in movedBy ? movedBy[kind as keyof typeof movedBy] : null
}

function isPartOf({ from, to }: Moved, storyId: number): boolean {
  return from === storyId || to === storyId
}

async function readChanges(read: Read, times: readonly number[]): Promise<(Moved & { at: number })[]> {
  const rows = await read
    .selectFrom('story_changes')
    .select(['kind', 'from_story', 'to_story', 'items', 'at'])
    .where('at', 'in', times)
    .orderBy('id')
    .execute()
  return rows.map(row => ({
    ...{ kind: row.kind, from: row.from_story, to: row.to_story, at: row.at },
    // As the stories' worker wrote it.
    items: JSON.parse(row.items) as number[],
  }))
}
