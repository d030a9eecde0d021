/**
 * The learned decision: a sum of small trees over `features.ts`, in log odds that the item is of the story's event.
 * Trained by `npm run train:stories`; nothing is learned at run time.
 */
import { readFileSync } from 'node:fs'

export interface Model extends Trees {
  /** Where its weights come from, in words. */
  origin: string
  /** Of two items; see `pair.ts`. */
  pair: Trees
}

export interface Trees {
  base: number
  /** A number: a leaf. Else `[feature, threshold, below, from]`. */
  trees: readonly Tree[]
}

export type Tree = number | readonly [feature: number, threshold: number, below: Tree, from: Tree]

/** In the order of the model's names. */
export type Features = ArrayLike<number>

const file = new URL('./model.json', import.meta.url)

/** Our own file. */
export function shippedModel(): Model {
  return JSON.parse(readFileSync(file, 'utf8')) as Model
}

export function logOdds(model: Trees, features: Features): number {
  let sum = model.base
  for (const tree of model.trees) {
    let node = tree
    while (typeof node !== 'number') node = (features[node[0]] ?? 0) < node[1] ? node[2] : node[3]
    sum += node
  }
  return sum
}

/**
 * The same as `logOdds` with these trees, for who asks again and again: each tree made full to the depth of the deepest, so
 * that the way down is counted and not branched. Whether a number is below a threshold is a coin's toss, and the processor
 * guesses every second one wrong: what is counted takes a third of the time for stories, four fifths for pairs.
 */
export function oddsBy({ base, trees }: Trees): (features: Features) => number {
  const depth = Math.max(0, ...trees.map(depthOf))
  const [nodes, leaves] = [2 ** depth - 1, 2 ** depth]
  const asked = new Uint8Array(trees.length * nodes)
  const thresholds = new Float64Array(trees.length * nodes)
  const ends = new Float64Array(trees.length * leaves)
  /** `at`: as in a heap, the two below a node at `2 · at + 1` and behind that. */
  const fill = (tree: Tree, index: number, at: number): void => {
    if (at >= nodes) {
      ends[index * leaves + at - nodes] = typeof tree === 'number' ? tree : 0
      return
    }
    // A leaf above the deepest is at both ends.
    const [feature, threshold, below, from] = typeof tree === 'number' ? [0, 0, tree, tree] : tree
    asked[index * nodes + at] = feature
    thresholds[index * nodes + at] = threshold
    fill(below, index, 2 * at + 1)
    fill(from, index, 2 * at + 2)
  }
  for (const [index, tree] of trees.entries()) fill(tree, index, 0)
  return features => {
    let sum = base
    for (let index = 0; index < trees.length; index++) {
      const first = index * nodes
      let at = 0
      for (let step = 0; step < depth; step++) {
        const value = features[asked[first + at] ?? 0] ?? 0
        at = 2 * at + 2 - Number(value < (thresholds[first + at] ?? 0))
      }
      sum += ends[index * leaves + at - nodes] ?? 0
    }
    return sum
  }
}

function depthOf(tree: Tree): number {
  return typeof tree === 'number' ? 0 : 1 + Math.max(depthOf(tree[2]), depthOf(tree[3]))
}
