/** Everything that training and judging start from: word counts of each corpus, and the items as the grouping reads them. */
import { readFeed } from '../../src/sources/feed/read-feed.ts'
import type { Background } from '../../src/stories/words/background.ts'
import { createWordReader } from '../../src/stories/words/read-words.ts'
import { createSmallWords } from '../../src/stories/words/small-words.ts'
import { type CorpusName, corpusNames, type LabelledItem, readCorpus, wireDocuments } from './corpora.ts'
import { addCounts, asBackground, type CountedText, countWords, type WordCounts } from './count-words.ts'
import type { TrainingItem, TrainingStream } from './train-model.ts'

export interface Prepared {
  labelled: ReadonlyMap<CorpusName, readonly LabelledItem[]>
  wire: WordCounts
  counts: ReadonlyMap<CorpusName, WordCounts>
  read(items: readonly LabelledItem[], background: Background): TrainingItem[]
}

export function prepare(): Prepared {
  const smallWords = createSmallWords()
  const labelled = new Map(corpusNames.map(name => [name, readCorpus(name)]))
  const counts = new Map([...labelled].map(([name, items]) => [name, countWords(items, smallWords)]))
  return {
    labelled,
    counts,
    wire: countWords(wireTexts(), smallWords),
    read(items, background) {
      const reader = createWordReader(background, smallWords)
      return items.map(item => ({ words: reader(item), story: item.story }))
    },
  }
}

/** Each text of the recorded wire once. */
function* wireTexts(): Generator<CountedText> {
  const met = new Set<string>()
  for (const { feed, body } of wireDocuments()) {
    const reading = readFeed({ body: body(), contentType: null, url: `https://${feed}.example/` })
    if (!reading.ok) continue
    for (const { title, text, language } of reading.feed.items) {
      const key = `${title}\n${text.slice(0, 200)}`
      if (met.has(key)) continue
      met.add(key)
      yield { title, text, language }
    }
  }
}

/** What was learned of one corpus must not come from it: its words are counted in the wire and the other corpus. */
export function backgroundWithout({ wire, counts }: Prepared, without: CorpusName | null): Background {
  const others = [...counts].filter(([name]) => name !== without).map(([, count]) => count)
  return asBackground(addCounts([wire, ...others]))
}

export function streamsOf(prepared: Prepared): (TrainingStream & { name: CorpusName })[] {
  return [...prepared.labelled].map(([name, items]) => {
    const background = backgroundWithout(prepared, name)
    return { name, background, items: prepared.read(items, background) }
  })
}
