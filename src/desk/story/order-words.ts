/** What became of what an editor asked, in words, on the page of the story that it led to, or came from. */
import type { GivenOrder } from '../../stories/index.ts'
import { deskText } from '../text/en.ts'

const text = deskText.story.answer

/** Null: the order has nothing to do with this story. */
export function orderWords(
  { kind, from, to, itemCount, answer }: GivenOrder,
  storyId: number,
): string | null {
  if (storyId !== from && storyId !== to) return null
  if (answer.kind === 'refused') return text.refused(answer.problem)
  if (answer.kind !== 'done' || to === null) return text.waiting
  const number = itemCount ?? 0
  if (kind === 'merge') return text.merge(from)
  if (storyId === from) return kind === 'split' ? text.splitOff(number, to) : text.movedOff(number, to)
  return kind === 'split' ? text.split(number, from) : text.move(number, from)
}
