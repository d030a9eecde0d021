/** Writes an editor's order down and waits a little for who does it, so that the next page can say what became of it. */
import {
  orderStory,
  readGivenOrder,
  readStory,
  type StoryMember,
  type StoryOrder,
  type StoryRow,
  waitForOrder,
} from '../../stories/index.ts'
import type { RequestContext } from '../../web/index.ts'
import type { DeskParts } from '../desk-parts.ts'
import { notFound } from '../form.ts'

/** As long as an editor looks at a page that loads; the order is done all the same when it takes longer. */
const patienceMs = 5_000

export async function giveOrder(parts: DeskParts, c: RequestContext, order: StoryOrder) {
  const { store, clock } = parts
  const by = c.get('editor').name
  const id = await store.write(tx => orderStory(tx, order, { by, at: clock.now() }))
  if (id === null) throw notFound()
  const answer = await waitForOrder({ store, clock }, id, patienceMs)
  const given = answer.kind === 'done' ? await readGivenOrder(store.read, id) : null
  return c.redirect(`/desk/stories/${given?.to ?? order.storyId}?order=${id}`, 303)
}

/** The story with these of its items; one that was merged meanwhile is not there to be asked about. */
export async function requireStory(
  { store }: DeskParts,
  id: number,
  itemIds: readonly number[] = [],
): Promise<{ story: StoryRow; items: readonly StoryMember[] }> {
  const found = await readStory(store.read, id, { itemIds })
  if (found.kind !== 'found') throw notFound()
  return found
}
