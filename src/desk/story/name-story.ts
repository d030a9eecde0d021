/** The other story that an editor names: one of the likely ones, a number, or the address of its page. */

import type { Read } from '../../store/index.ts'
import { currentStory, readStory, type StoryRow } from '../../stories/index.ts'
import { deskText } from '../text/en.ts'

const text = deskText.story.ask.problems
const number = /^#?([1-9]\d{0,14})$/
const address = /\/desk\/stories\/([1-9]\d{0,14})(?=$|[/?#])/
const mostLetters = 80

export type NamedStory = { kind: 'found'; story: StoryRow } | { kind: 'problem'; problem: string }

/** What was typed counts more than what was chosen. A merged story stands for the one that it went into. */
export async function nameStory(
  read: Read,
  { typed, likely, besides }: { typed: string; likely: number | undefined; besides: number },
): Promise<NamedStory> {
  if (typed === '' && likely === undefined) return problem(text.empty)
  const id = typed === '' ? likely : Number((number.exec(typed) ?? address.exec(typed))?.[1] ?? Number.NaN)
  if (id === undefined || Number.isNaN(id)) return problem(text.unreadable(typed.slice(0, mostLetters)))
  const current = await currentStory(read, id)
  const found = current === null ? null : await readStory(read, current, { itemIds: [] })
  if (found?.kind !== 'found') return problem(text.unknown(id))
  return found.story.id === besides ? problem(text.same) : { kind: 'found', story: found.story }
}

function problem(words: string): NamedStory {
  return { kind: 'problem', problem: words }
}
