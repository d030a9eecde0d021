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
