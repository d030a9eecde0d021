/**
 * `npm run train:stories`: makes `src/stories/words/background.json` and `src/stories/grouping/model.json` from the corpora
 * beside the repository. The same corpora give the same files.
 */
import { writeFile } from 'node:fs/promises'
import { featureNames } from '../src/stories/grouping/features.ts'
import type { Model, Tree } from '../src/stories/grouping/model.ts'
import { pairFeatureNames } from '../src/stories/grouping/pair.ts'
import { packBackground } from '../src/stories/words/background.ts'
import { growTrees } from './stories/boosted-trees.ts'
import { hasCorpora } from './stories/corpora.ts'
import { addCounts } from './stories/count-words.ts'
import { prepare, streamsOf } from './stories/prepare.ts'
import { gatherExamples } from './stories/train-model.ts'
import { trainPairs } from './stories/train-pairs.ts'

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
const streams = streamsOf(prepared)
const examples = gatherExamples(streams, known => {
  const trees = growTrees(known)
  return () => trees
})
const model: Model = { origin, ...growTrees(examples), pair: trainPairs(streams).all }
await writeFile(new URL('../src/stories/grouping/model.json', import.meta.url), `${JSON.stringify(model)}\n`)
printUses(featureNames, model.trees)
printUses(pairFeatureNames, model.pair.trees)
console.log(`${examples.length} examples, ${model.trees.length} trees, ${counts.size} words`)

function printUses(names: readonly string[], trees: readonly Tree[]): void {
  const uses = new Array<number>(names.length).fill(0)
  const count = (tree: Tree): void => {
    if (typeof tree === 'number') return
    uses[tree[0]] = (uses[tree[0]] ?? 0) + 1
    count(tree[2])
    count(tree[3])
  }
  trees.forEach(count)
  console.log(names.map((name, at) => `${name}: ${uses[at]}`).join(', '))
}
