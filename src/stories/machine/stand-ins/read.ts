import { headlineWords } from '../../headline.ts'
import type { StoryItem } from '../../story-item.ts'
import type { ItemReading } from '../parts.ts'

export function read({ title }: StoryItem): ItemReading {
  return { words: headlineWords(title), sketch: null, named: null, facts: [] }
}
