/** What a rule's mail says: of the item that made it, and in the words of what changed. */
import { type Change, changeWords } from '../../stories/index.ts'
import type { DraftFields } from '../alert-fields.ts'
import { alertFromItem } from '../alert-from-item.ts'
import type { Priority } from '../schema.ts'
import type { Item } from './events.ts'

export function mailOf(
  item: Item,
  at: number,
  { priority, topics }: { priority: Priority; topics: readonly string[] },
): DraftFields {
  return { ...alertFromItem(item, at), priority, topics: [...topics] }
}

const longestWords = 2_000

/** One paragraph each; what was said twice is said once. */
export function wordsOf(changes: readonly Change[]): string {
  const words = [...new Set(changes.map(changeWords))].join('\n\n')
  return words.length > longestWords ? `${words.slice(0, longestWords - 1).toWellFormed()}…` : words
}

/** A flash is the rarest; what follows one is news, and no second flash. */
export function followUpPriority(priority: Priority): Priority {
  return priority === 'flash' ? 'breaking' : priority
}
