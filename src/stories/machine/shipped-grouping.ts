/** The grouping as the machine asks it; see `grouping/`. */
import { createGrouping, type ItemToPlace } from '../grouping/grouping.ts'
import type { Model } from '../grouping/model.ts'
import type { GroupingRules } from '../grouping/rules.ts'
import type { Background } from '../words/background.ts'
import type { ItemWords } from '../words/item-words.ts'
import type { Grouping, Placed } from './parts.ts'

export function shippedGrouping(
  learned: { model: Model; background: Background },
  rules: GroupingRules,
): Grouping {
  const grouping = createGrouping({ ...learned, rules })
  return {
    place(item) {
      const { storyId, founded, moves, likeness } = grouping.place(itemOf(item))
      const first = moves.find(({ items }) => items.includes(item.itemId))
      return { storyId: first?.from ?? storyId, founded, moves, likeness: Math.floor(likeness * 1000) }
    },
    revise(item, translated) {
      // "This report is withdrawn" shares no word with what it said, and is said to the story.
      const { facts } = item.reading
      const owns = facts.some(({ kind }) => kind === 'correction' || kind === 'withdrawal')
      return grouping.revise(itemOf(item), owns || translated)
    },
    restore: (item, storyId) => grouping.restore(itemOf(item), storyId),
    move: grouping.move,
    sleep: grouping.sleep,
    signatureOf: grouping.signatureOf,
    startIdsAt: next => grouping.restoreLastStory(next - 1),
  }
}

function itemOf({ itemId, urlKey, at, reading }: Placed): ItemToPlace {
  // As the word reader made them, or they were unpacked.
  return { id: itemId, urlKey, at, words: reading.words as ItemWords }
}
