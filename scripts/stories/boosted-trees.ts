/**
 * Gradient-boosted trees for a yes or no (Friedman 2001, with the second-order gain of Chen and Guestrin 2016 §2.2):
 * small, exact, and the same every time. Features are cut into at most 32 bins by their quantiles.
 */
import type { Features, Tree } from '../../src/stories/grouping/model.ts'

export interface Example {
  features: Features
  yes: boolean
}

export interface TreeOptions {
  rounds: number
  depth: number
  /** How much of each tree's advice is taken. */
  rate: number
  leastExamples: number
  /** Keeps leaves of few examples small. */
  ridge: number
  /** The share of the examples that each tree grows on, drawn anew (Friedman 2002). */
  sampled: number
}

export const usualTrees: TreeOptions = {
  rounds: 80,
  depth: 3,
  rate: 0.1,
  leastExamples: 30,
  ridge: 5,
  sampled: 0.4,
}

interface Growing {
  bins: readonly Uint8Array[]
  cuts: readonly number[][]
  gradients: Float64Array
  curvatures: Float64Array
  options: TreeOptions
}

export function growTrees(
  examples: readonly Example[],
  options: TreeOptions = usualTrees,
): { base: number; trees: Tree[] } {
  const yes = examples.reduce((sum, example) => sum + (example.yes ? 1 : 0), 0)
  const base = Math.log(yes / (examples.length - yes))
  const scores = new Float64Array(examples.length).fill(base)
  const width = examples[0]?.features.length ?? 0
  const cuts = Array.from({ length: width }, (_, feature) => cutsOf(examples, feature))
  const bins = cuts.map((list, feature) =>
    Uint8Array.from(examples, example => binOf(list, example.features[feature] ?? 0)),
  )
  const gradients = new Float64Array(examples.length)
  const curvatures = new Float64Array(examples.length)
  const trees: Tree[] = []
  const chance = chances(1)
  for (let round = 0; round < options.rounds; round++) {
    for (const [at, example] of examples.entries()) {
      const odds = 1 / (1 + Math.exp(-(scores[at] ?? 0)))
      gradients[at] = (example.yes ? 1 : 0) - odds
      curvatures[at] = odds * (1 - odds)
    }
    const drawn = [...examples.keys()].filter(() => chance() < options.sampled)
    const tree = grow({ bins, cuts, gradients, curvatures, options }, drawn, options.depth)
    trees.push(tree)
    for (const [at, example] of examples.entries())
      scores[at] = (scores[at] ?? 0) + leafOf(tree, example.features)
  }
  return { base: rounded(base), trees }
}

function cutsOf(examples: readonly Example[], feature: number): number[] {
  const values = Float64Array.from(examples, example => example.features[feature] ?? 0).sort()
  const cuts = new Set<number>()
  for (let at = 1; at < 32; at++) cuts.add(rounded(values[Math.floor((at * values.length) / 32)] ?? 0))
  return [...cuts].sort((one, other) => one - other)
}

function binOf(cuts: readonly number[], value: number): number {
  let bin = 0
  while (bin < cuts.length && value >= (cuts[bin] ?? 0)) bin++
  return bin
}

function grow(growing: Growing, examples: number[], depth: number): Tree {
  const { gradients, curvatures, bins, cuts, options } = growing
  let [gradient, curvature] = [0, 0]
  for (const at of examples) {
    gradient += gradients[at] ?? 0
    curvature += curvatures[at] ?? 0
  }
  const leaf = rounded((options.rate * gradient) / (curvature + options.ridge))
  if (depth === 0 || examples.length < 2 * options.leastExamples) return leaf
  let best: { feature: number; bin: number; gain: number } | null = null
  for (const feature of bins.keys()) {
    const found = bestCut(growing, examples, feature, { gradient, curvature })
    if (found && (!best || found.gain > best.gain)) best = { feature, ...found }
  }
  if (!best) return leaf
  const { feature, bin } = best
  const below = examples.filter(at => (bins[feature]?.[at] ?? 0) <= bin)
  const from = examples.filter(at => (bins[feature]?.[at] ?? 0) > bin)
  return [feature, cuts[feature]?.[bin] ?? 0, grow(growing, below, depth - 1), grow(growing, from, depth - 1)]
}

function bestCut(
  { bins, cuts, gradients, curvatures, options }: Growing,
  examples: readonly number[],
  feature: number,
  all: { gradient: number; curvature: number },
): { bin: number; gain: number } | null {
  const own = bins[feature] ?? new Uint8Array()
  const count = (cuts[feature]?.length ?? 0) + 1
  const [sums, weights, sizes] = [new Float64Array(count), new Float64Array(count), new Uint32Array(count)]
  for (const at of examples) {
    const bin = own[at] ?? 0
    sums[bin] = (sums[bin] ?? 0) + (gradients[at] ?? 0)
    weights[bin] = (weights[bin] ?? 0) + (curvatures[at] ?? 0)
    sizes[bin] = (sizes[bin] ?? 0) + 1
  }
  const worth = (sum: number, weight: number) => (sum * sum) / (weight + options.ridge)
  const whole = worth(all.gradient, all.curvature)
  let best: { bin: number; gain: number } | null = null
  let [sum, weight, size] = [0, 0, 0]
  for (let bin = 0; bin < count - 1; bin++) {
    sum += sums[bin] ?? 0
    weight += weights[bin] ?? 0
    size += sizes[bin] ?? 0
    if (size < options.leastExamples || examples.length - size < options.leastExamples) continue
    const gain = worth(sum, weight) + worth(all.gradient - sum, all.curvature - weight) - whole
    if (gain > 1e-6 && (!best || gain > best.gain)) best = { bin, gain }
  }
  return best
}

function leafOf(tree: Tree, features: Features): number {
  let node = tree
  while (typeof node !== 'number') node = (features[node[0]] ?? 0) < node[1] ? node[2] : node[3]
  return node
}

/** Six digits: the file stays small and reads the same everywhere. */
function rounded(value: number): number {
  return Number(value.toPrecision(6))
}

/** The same seed gives the same chances (a linear congruential generator; Numerical Recipes). */
function chances(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}
