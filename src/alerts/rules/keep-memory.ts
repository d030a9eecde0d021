/** What the rules know of stories, from and to the store: of the stories at hand, and of all where something waits. */
import type { Read, Tx } from '../../store/index.ts'
import { blankMemory, type RulesState, type StoryMemory } from './memory.ts'

export async function loadMemories(
  read: Read,
  storyIds: readonly number[],
): Promise<Map<number, StoryMemory>> {
  const rows = await read
    .selectFrom('rule_memory')
    .select(['story_id', 'memory'])
    .where(({ eb, or }) => or([eb('is_waiting', '=', 1), eb('story_id', 'in', [0, ...storyIds])]))
    .orderBy('story_id')
    .execute()
  // As `saveMemories` wrote them.
  return new Map(
    rows.map(row => [row.story_id, { ...blankMemory, ...(JSON.parse(row.memory) as Partial<StoryMemory>) }]),
  )
}

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
