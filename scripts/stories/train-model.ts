/**
 * The learned decision, from labelled items: streams of them are grouped, first by their labels (with stories broken up
 * by chance, as they will be), then by what was learned so far (Ross et al. 2011, DAgger), and every candidate that an
 * item met on its way is an example: yes, where most of the story is of the item's event.
 */

import { createCandidateSearch } from '../../src/stories/grouping/candidates.ts'
import { decide } from '../../src/stories/grouping/decide.ts'
import { see } from '../../src/stories/grouping/judge.ts'
import { createStory, join, type LiveItem, type LiveStory } from '../../src/stories/grouping/live-story.ts'
import { logOdds, type Trees } from '../../src/stories/grouping/model.ts'
import { createPostings } from '../../src/stories/grouping/postings.ts'
import { createTermCounts } from '../../src/stories/grouping/term-counts.ts'
import { variety } from '../../src/stories/grouping/variety.ts'
import type { Background } from '../../src/stories/words/background.ts'
import type { ItemWords } from '../../src/stories/words/item-words.ts'
import type { Example } from './boosted-trees.ts'
import { shuffled } from './corpora.ts'

export interface TrainingItem {
  words: ItemWords
  story: string
}

export interface TrainingStream {
  items: readonly TrainingItem[]
  background: Background
}

/** An example with the true story of its item, so that it can be left out when that story is to be judged. */
export interface StoryExample extends Example {
  story: string
}

type Chooser = (
  item: TrainingItem,
  seen: ReturnType<typeof see>,
  live: readonly LiveStory[],
  various: number,
) => LiveStory | null

/** Streams by their labels, each story broken into some pieces. */
const firstStreams = [
  { seed: 11, breaks: 0.1 },
  { seed: 12, breaks: 0.4 },
]
const learnedStreams = [21, 22]

export function gatherExamples(
  streams: readonly TrainingStream[],
  modelOf: (examples: readonly StoryExample[]) => (story: string) => Trees,
): StoryExample[] {
  const examples: StoryExample[] = []
  for (const stream of streams)
    for (const { seed, breaks } of firstStreams) examples.push(...walk(stream, seed, byLabels(seed, breaks)))
  for (const seed of learnedStreams) {
    const model = modelOf(examples)
    for (const stream of streams) examples.push(...walk(stream, seed, byModel(model)))
  }
  return examples
}

function walk({ items, background }: TrainingStream, seed: number, choose: Chooser): StoryExample[] {
  const counts = createTermCounts(background)
  const postings = createPostings<LiveItem>(counts.telling)
  const live: LiveStory[] = []
  const labels = new Map<LiveItem, string>()
  const examples: StoryExample[] = []
  for (const [id, item] of shuffled(items, seed).entries()) {
    const { words, story: label } = item
    const search = createCandidateSearch(counts, postings)
    const seen = see({ words, at: 0 }, { counts, postings, search, variety: () => variety(live.length, id) })
    for (const { story, features } of seen) {
      const its = story.items.filter(other => labels.get(other) === label).length
      // Of a story that is mostly another event's, nobody can say.
      if (its === 0 || its * 2 >= story.items.length) examples.push({ features, yes: its > 0, story: label })
    }
    let story = choose(item, seen, live, variety(live.length, id))
    if (!story) {
      story = createStory(live.length + 1)
      live.push(story)
    }
    const placed: LiveItem = {
      ...{ id, words, at: 0, urlKey: null, story },
      ...{ gone: false, slot: -1, lengths: null },
    }
    join(story, placed)
    counts.add(words)
    postings.add(placed)
    labels.set(placed, label)
  }
  return examples
}

function byLabels(seed: number, breaks: number): Chooser {
  const pieces = new Map<string, LiveStory[]>()
  let state = seed
  const chance = () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
    return state / 2 ** 32
  }
  let founded: string | null = null
  return ({ story }, _seen, live) => {
    // The piece that the item before founded is known only now.
    const newest = live.at(-1)
    if (founded !== null && newest) pieces.set(founded, [...(pieces.get(founded) ?? []), newest])
    const own = pieces.get(story) ?? []
    founded = own.length === 0 || chance() < breaks / own.length ? story : null
    return founded === null ? (own[Math.floor(chance() * own.length)] ?? null) : null
  }
}

function byModel(modelOf: (story: string) => Trees): Chooser {
  return ({ words, story }, seen, _live, various) => {
    const model = modelOf(story)
    return decide(
      words,
      seen.map(({ story: candidate, features, against }) => ({
        story: candidate,
        odds: logOdds(model, features) - against,
      })),
      various,
    )
  }
}
