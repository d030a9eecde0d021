/** Moments as the rules see them: with what moved, and what there is to be told of it. */
import type { Read } from '../../store/index.ts'
import { readNewestTold, type StoryMoment } from '../../stories/index.ts'
import type { MomentEvent, Moved } from './events.ts'

const movedBy = { merged: 'merge', split: 'split', moved: 'move' } as const

/** In their order. The same for the same moments, whenever it is asked. */
export async function momentEvents(read: Read, taken: readonly StoryMoment[]): Promise<MomentEvent[]> {
  const moves = await readMoves(read, taken)
  const events: MomentEvent[] = []
  for (const { moment, item } of taken) {
    const kind = moment.kind in movedBy ? movedBy[moment.kind as keyof typeof movedBy] : null
    const moved = moves.filter(
      move =>
        move.kind === kind &&
        move.at === moment.at &&
        (move.from === moment.storyId || move.to === moment.storyId),
    )
    events.push({ kind: 'moment', moment, item: item ?? (await newestTold(read, moment, moved)), moved })
  }
  return events
}

async function newestTold(
  read: Read,
  { id, storyId }: StoryMoment['moment'],
  moved: readonly Moved[],
): Promise<MomentEvent['item']> {
  const storyIds = [storyId, ...moved.filter(({ to }) => to === storyId).map(({ from }) => from)]
  const told = await readNewestTold(read, { storyIds, before: id })
  return told?.item ?? null
}

async function readMoves(read: Read, taken: readonly StoryMoment[]): Promise<(Moved & { at: number })[]> {
  const times = taken.filter(({ moment }) => moment.kind in movedBy).map(({ moment }) => moment.at)
  if (times.length === 0) return []
  const rows = await read
    .selectFrom('story_changes')
    .select(['kind', 'from_story', 'to_story', 'items', 'at'])
    .where('at', 'in', [...new Set(times)])
    .orderBy('id')
    .execute()
  return rows.map(row => ({
    ...{ kind: row.kind, from: row.from_story, to: row.to_story, at: row.at },
    // As the stories' worker wrote it.
    items: JSON.parse(row.items) as number[],
  }))
}
