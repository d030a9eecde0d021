/**
 * `npm run conformance:feeds [-- --verbose --seed N]`: how well Tocsin reads other people's feeds, on a scoreboard.
 * Reads them as `tocsin feed read` does. Exit code 1 when a bar is missed; skipped where the feeds are absent.
 */
import { randomInt } from 'node:crypto'
import { parseArgs } from 'node:util'
import { corpusPlace, hasCorpus } from './conformance/corpus.ts'
import { cutAnywhere } from './conformance/cuts.ts'
import { fieldAgreement } from './conformance/field-agreement.ts'
import { realFeedsYield } from './conformance/real-feeds.ts'
import { sanitised } from './conformance/sanitised.ts'
import { passes, type Score, scoreLines } from './conformance/score.ts'

const { values } = parseArgs({ options: { verbose: { type: 'boolean' }, seed: { type: 'string' } } })
if (!hasCorpus) {
  console.log(
    `conformance: skipped, there are no feeds at ${corpusPlace} (FEEDS_SHARED names another folder).`,
  )
  process.exit(0)
}
const seed = values.seed === undefined ? randomInt(1_000_000) : Number(values.seed)
let missed = 0
for (const judge of [fieldAgreement, sanitised, () => realFeedsYield(Date.now()), () => cutAnywhere(seed)]) {
  const score: Score | null = await judge()
  // Without a browser nobody has judged: that is no success.
  if (score === null || !passes(score)) missed++
  for (const line of score ? scoreLines(score, values.verbose === true) : []) console.log(line)
}
process.exitCode = missed === 0 ? 0 : 1
