/**
 * `npm run eval:stories`: how well stories are told apart on the labelled corpora, five shuffles each, scored by
 * `../shared/tools/score-stories.mjs`. Cross-validated: every item is judged by a model that saw no item of its story (five
 * folds of stories), with words counted in other corpora only, among all the other stories; `--shipped` takes the model
 * that ships. Both the labels of the moment in which an item is read and those after later corrections are scored.
 */
import { parseArgs } from 'node:util'
import { type Model, shippedModel } from '../src/stories/grouping/model.ts'
import { shippedBackground } from '../src/stories/words/background.ts'
import { growTrees } from './stories/boosted-trees.ts'
import { hasCorpora } from './stories/corpora.ts'
import { groupStream } from './stories/group-stream.ts'
import { backgroundWithout, type Prepared, prepare, streamsOf } from './stories/prepare.ts'
import { type Score, scoreStories } from './stories/score.ts'
import { gatherExamples, type StoryExample } from './stories/train-model.ts'
import { foldCount, foldOf, trainPairs } from './stories/train-pairs.ts'

const { values } = parseArgs({
  options: { shipped: { type: 'boolean', default: false }, shuffles: { type: 'string', default: '5' } },
})
if (!hasCorpora()) {
  console.error('There is nothing to judge by: ../shared/corpora is not there.')
  process.exit(1)
}
const prepared = prepare()
const modelOf = values.shipped ? shipped() : crossValidated(prepared)
for (const [name, labelled] of prepared.labelled) {
  const background = values.shipped ? shippedBackground() : backgroundWithout(prepared, name)
  const items = prepared
    .read(labelled, background)
    .map((item, at) => ({ ...item, id: labelled[at]?.id ?? '' }))
  const scores: { atOnce: Score; final: Score }[] = []
  for (let seed = 1; seed <= Number(values.shuffles); seed++) {
    const grouped = groupStream(items, seed, background, modelOf)
    scores.push({
      atOnce: scoreStories(
        name,
        grouped.map(({ id, atOnce }) => ({ id, story: atOnce })),
      ),
      final: scoreStories(
        name,
        grouped.map(({ id, final }) => ({ id, story: final })),
      ),
    })
  }
  for (const when of ['atOnce', 'final'] as const)
    print(
      `${name}, ${when === 'atOnce' ? 'at once' : 'final'}`,
      scores.map(score => score[when]),
    )
}

function shipped(): (story: string) => Model {
  const model = shippedModel()
  return () => model
}

function crossValidated(from: Prepared): (story: string) => Model {
  const streams = streamsOf(from)
  const treesOf = (examples: readonly StoryExample[]) => {
    const folds = Array.from({ length: foldCount }, (_, fold) =>
      growTrees(examples.filter(({ story }) => foldOf(story) !== fold)),
    )
    return (story: string) => folds[foldOf(story)] ?? shippedModel()
  }
  const trees = treesOf(gatherExamples(streams, treesOf))
  const pairs = trainPairs(streams)
  return story => ({ origin: '', ...trees(story), pair: pairs.without(story) })
}

function print(what: string, scores: readonly Score[]): void {
  const mean = (of: (score: Score) => number) =>
    scores.reduce((sum, score) => sum + of(score), 0) / scores.length
  const three = (of: (score: Score) => number) => mean(of).toFixed(3)
  const each = (of: (score: Score) => number) => scores.map(score => of(score).toFixed(2)).join(' ')
  console.log(
    `${what.padEnd(20)} B-cubed ${three(s => s.bCubed.precision)}/${three(s => s.bCubed.recall)}/${three(s => s.bCubed.f1)}` +
      ` pairwise ${three(s => s.pairwise.precision)}/${three(s => s.pairwise.recall)}/${three(s => s.pairwise.f1)}` +
      ` second item: coverage ${three(s => s.alertAtSecondItem.coverage)} duplicates ${three(s => s.alertAtSecondItem.duplicates)}` +
      ` (B ${each(s => s.bCubed.f1)}; P ${each(s => s.pairwise.f1)})`,
  )
}
