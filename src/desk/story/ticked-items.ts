/** The items that an editor ticked, as they stand in their story now. */
import { z } from 'zod'
import type { StoryMember, StoryRow } from '../../stories/index.ts'
import type { DeskParts } from '../desk-parts.ts'
import { idField } from '../form.ts'
import { deskText } from '../text/en.ts'
import { requireStory } from './give-order.ts'

const text = deskText.story.ask.problems
/** More than a page of a story has boxes. */
const most = 1_000

export const tickedField = z
  .array(idField)
  .max(most)
  .transform(ids => [...new Set(ids)])

export type Ticked =
  | { kind: 'found'; story: StoryRow; items: readonly StoryMember[] }
  | { kind: 'problem'; storyId: number; problem: string }

/** A story that changed between the list and the button is shown anew rather than divided wrongly. */
export async function tickedItems(parts: DeskParts, id: number, itemIds: readonly number[]): Promise<Ticked> {
  const { story, items } = await requireStory(parts, id, itemIds)
  const problem = (words: string) => ({ kind: 'problem' as const, storyId: id, problem: words })
  if (itemIds.length === 0) return problem(text.noItems)
  if (items.length < itemIds.length) return problem(text.gone)
  if (items.length >= story.itemCount) return problem(text.all)
  return { kind: 'found', story, items }
}
