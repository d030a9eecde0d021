/** A corpus through the grouping as it ships, in a shuffled order: the labels of the moment, and those after corrections. */
import { createGrouping } from '../../src/stories/grouping/grouping.ts'
import type { Model } from '../../src/stories/grouping/model.ts'
import type { Background } from '../../src/stories/words/background.ts'
import { shuffled } from './corpora.ts'
import type { TrainingItem } from './train-model.ts'

export interface Grouped {
  id: string
  atOnce: number
  final: number
}

/** @param modelFor The item's own judge: in cross-validation one that never saw its story. */
export function groupStream(
  items: readonly (TrainingItem & { id: string })[],
  seed: number,
  background: Background,
  modelFor: (story: string) => Model,
): Grouped[] {
  let current: Model | null = null
  const judging: Model = {
    origin: '',
    get base() {
      return current?.base ?? 0
    },
    get trees() {
      return current?.trees ?? []
    },
    get pair() {
      return current?.pair ?? { base: 0, trees: [] }
    },
  }
  const grouping = createGrouping({ model: judging, background })
  const final = new Map<number, number>()
  const atOnce = shuffled(items, seed).map(({ id, words, story }, at) => {
    current = modelFor(story)
    const { storyId, moves } = grouping.place({ id: at + 1, words, urlKey: null, at: 0 })
    final.set(at + 1, storyId)
    for (const { to, items: moved } of moves) for (const one of moved) final.set(one, to)
    return { id, atOnce: storyId }
  })
  return atOnce.map((line, at) => ({ ...line, final: final.get(at + 1) ?? line.atOnce }))
}
