/** What the rules know of stories, from and to the store: of the stories at hand, and of all where something waits. */
import { sql } from 'kysely'
import type { Read, Tx } from '../../store/index.ts'
import { blankMemory, type RulesState, type StoryMemory } from './memory.ts'

export async function loadMemories(
  read: Read,
  storyIds: readonly number[],
): Promise<Map<number, StoryMemory>> {
  // Two questions: with an "or" the memory of every story that was ever alerted is looked through.
  const waiting = await memories(read).where(isWaiting).execute()
  const others = await memories(read)
    .where('story_id', 'in', [0, ...storyIds])
    .execute()
  const byStory = new Map([...waiting, ...others].map(row => [row.story_id, row.memory]))
  // As `saveMemories` wrote them.
  return new Map(
    [...byStory]
      .toSorted(([one], [other]) => one - other)
      .map(([storyId, memory]) => [
        storyId,
        { ...blankMemory, ...(JSON.parse(memory) as Partial<StoryMemory>) },
      ]),
  )
}

/** An update waits somewhere. */
export async function anyWaits(read: Read): Promise<boolean> {
  return (await memories(read).where(isWaiting).limit(1).executeTakeFirst()) !== undefined
}

function memories(read: Read) {
  return read.selectFrom('rule_memory').select(['story_id', 'memory'])
}

/** Not as a parameter: the index has these rows alone, and is used where that is plain to see. */
const isWaiting = sql<boolean>`is_waiting = 1`

/** Those that are no longer as they were loaded. */
export async function saveMemories(
  tx: Tx,
  { stories }: RulesState,
  loaded: ReadonlyMap<number, unknown>,
): Promise<void> {
  for (const [storyId, memory] of stories) {
    if (loaded.get(storyId) === memory) continue
    const row = { memory: JSON.stringify(memory), is_waiting: memory.waiting ? 1 : 0 }
    await tx
      .insertInto('rule_memory')
      .values({ story_id: storyId, ...row })
      .onConflict(conflict => conflict.column('story_id').doUpdateSet(row))
      .execute()
  }
  const gone = [...loaded.keys()].filter(storyId => !stories.has(storyId))
  if (gone.length > 0) await tx.deleteFrom('rule_memory').where('story_id', 'in', gone).execute()
}
