/** Puts one item into the story that the rule chooses, or founds one; counts and hand-over included. */
import type { Item } from '../sources/index.ts'
import type { Tx } from '../store/index.ts'
import { chooseStory } from './choose-story.ts'
import { findCandidates, indexWords } from './find-candidates.ts'
import { headlineWords } from './headline.ts'

/** Returns the story's id. Only for an item that is in no story yet. */
export async function groupItem(tx: Tx, item: Item, at: number): Promise<number> {
  const words = headlineWords(item.title)
  const candidates = await findCandidates(tx, item, words)
  const chosen = chooseStory({ urlKey: item.urlKey, words }, candidates)
  const storyId = chosen === null ? await foundStory(tx, item) : await joinStory(tx, chosen, item)
  await tx
    .insertInto('story_items')
    .values({
      item_id: item.id,
      story_id: storyId,
      url_key: item.urlKey,
      headline_key: words.join(' '),
      added_at: item.seenAt,
      grouped_at: at,
    })
    .execute()
  const terms = indexWords(words).map(term => ({ term, item_id: item.id, added_at: item.seenAt }))
  if (terms.length > 0) await tx.insertInto('story_terms').values(terms).execute()
  await tx.insertInto('grouped_items').values({ item_id: item.id, story_id: storyId }).execute()
  return storyId
}

async function foundStory(tx: Tx, item: Item): Promise<number> {
  const { id } = await tx
    .insertInto('stories')
    .values({
      headline: item.title || (item.url ?? item.sourceName),
      created_at: item.seenAt,
      last_item_at: item.seenAt,
      item_count: 1,
      source_count: 1,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

async function joinStory(tx: Tx, storyId: number, item: Item): Promise<number> {
  const sameSource = await tx
    .selectFrom('story_items')
    .innerJoin('items', 'items.id', 'story_items.item_id')
    .select('items.id')
    .where('story_items.story_id', '=', storyId)
    .where('items.source_id', '=', item.sourceId)
    .limit(1)
    .executeTakeFirst()
  await tx
    .updateTable('stories')
    .set(story => ({
      item_count: story('item_count', '+', 1),
      source_count: story('source_count', '+', sameSource ? 0 : 1),
      last_item_at: story
        .case()
        .when('last_item_at', '<', item.seenAt)
        .then(item.seenAt)
        .else(story.ref('last_item_at'))
        .end(),
    }))
    .where('id', '=', storyId)
    .execute()
  return storyId
}
