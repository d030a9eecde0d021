/**
 * `npm run train:stories`: makes `src/stories/words/background.json` and `src/stories/grouping/model.json` from the corpora
 * beside the repository. The same corpora give the same files.
 */
import { writeFile } from 'node:fs/promises'
import { packBackground } from '../src/stories/words/background.ts'
import { hasCorpora } from './stories/corpora.ts'
import { addCounts } from './stories/count-words.ts'
import { prepare, streamsOf } from './stories/prepare.ts'
import { gatherExamples, modelFrom } from './stories/train-model.ts'

const origin =
  'npm run train:stories, on the corpora mix4 (ECB+, Wikinews, BASIL, Giveme5W1H) and headlines (UCI News Aggregator 2014)'
const leastTexts = 3

if (!hasCorpora()) {
  console.error('There is nothing to train on: ../shared/corpora is not there.')
  process.exit(1)
}
const prepared = prepare()
const { counts, total } = addCounts([prepared.wire, ...prepared.counts.values()])
const background = { origin: `${origin} and the recorded wire`, ...packBackground(counts, total, leastTexts) }
await writeFile(
  new URL('../src/stories/words/background.json', import.meta.url),
  `${JSON.stringify(background)}\n`,
)
const examples = gatherExamples(streamsOf(prepared), known => {
  const model = modelFrom(known, origin)
  return () => model
})
const model = modelFrom(examples, origin)
await writeFile(new URL('../src/stories/grouping/model.json', import.meta.url), `${JSON.stringify(model)}\n`)
console.log(`${examples.length} examples, ${model.trees.length} trees, ${counts.size} words`)
