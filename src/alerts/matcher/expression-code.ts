/**
 * A watch expression as numbers: what it is and how many parts it has in one, then the parts. The same expression has the
 * same code. `judge` says quickly, by which terms a text has, whether it can match; where order and nearness decide it
 * says `maybe`, and the plain evaluator is asked: what an expression means is said there alone.
 */
import type { Row, Watch } from '../watch/expression.ts'
import { at32, type GrowingNumbers } from './lists.ts'
import { keyOf, keyText, type Terms } from './terms.ts'

const phrase = 0
const name = 1
const near = 2
const and = 3
const or = 4
const not = 5

const kindBits = 3

export const no = 0
export const maybe = 1
export const yes = 2
export type Judgement = typeof no | typeof maybe | typeof yes

export function encode(watch: Watch, terms: Terms, code: GrowingNumbers): void {
  const head = (kind: number, count: number) => code.push(kind | (count << kindBits))
  switch (watch.kind) {
    case 'phrase':
      head(phrase, watch.terms.length)
      for (const term of watch.terms) code.push(terms.numberFor(term))
      return
    case 'name':
      head(name, watch.keys.length)
      for (const key of watch.keys) code.push(terms.numberFor(keyText(key)))
      return
    case 'near':
      head(near, watch.within)
      break
    case 'not':
      head(not, 1)
      encode(watch.part, terms, code)
      return
    default:
      head(watch.kind === 'and' ? and : or, watch.parts.length)
  }
  for (const part of watch.parts) encode(part, terms, code)
}

/** Reads codes one after the other, or one again and again. */
export class CodeReader {
  at = 0
  readonly #codes: Uint32Array
  readonly #terms: Terms

  constructor(codes: Uint32Array, terms: Terms) {
    this.#codes = codes
    this.#terms = terms
  }

  decode(): Watch {
    const { kind, count } = this.#head()
    if (kind === phrase) return { kind: 'phrase', terms: this.#texts(count) }
    if (kind === name) return { kind: 'name', keys: this.#texts(count).map(keyOf) }
    // Rows went in where rows come out.
    if (kind === near)
      return { kind: 'near', within: count, parts: [this.decode() as Row, this.decode() as Row] }
    if (kind === not) return { kind: 'not', part: this.decode() }
    const parts = Array.from({ length: count }, () => this.decode())
    return { kind: kind === and ? 'and' : 'or', parts }
  }

  /** @param present By term: 1, the text has it. */
  judge(present: Uint8Array): Judgement {
    const { kind, count } = this.#head()
    if (kind === phrase || kind === name) return this.#judgeRow(count, present)
    if (kind === near) return this.#least(2, present) === no ? no : maybe
    if (kind === and) return this.#least(count, present)
    if (kind === not) return opposite(this.judge(present))
    let best: Judgement = no
    for (let part = 0; part < count; part++) {
      const one = this.judge(present)
      if (one > best) best = one
    }
    return best
  }

  /**
   * Terms of which a text that matches has at least one, as few and as seldom wanted as can be; null when there are none
   * such, which a `not` has.
   */
  anchors(wanted: Uint32Array): Anchors | null {
    const { kind, count } = this.#head()
    if (kind === phrase || kind === name) {
      let best: Anchors | null = null
      for (let place = 0; place < count; place++) {
        const term = at32(this.#codes, this.at++)
        const cost = at32(wanted, term)
        if (!best || cost < best.cost) best = { terms: [term], cost }
      }
      return best
    }
    if (kind === not) {
      this.anchors(wanted)
      return null
    }
    const parts = Array.from({ length: partsOf(kind, count) }, () => this.anchors(wanted))
    return kind === or ? allOf(parts) : cheapest(parts)
  }

  /** Adds one for every place at which a term is named. */
  countTerms(wanted: Uint32Array): void {
    const { kind, count } = this.#head()
    if (kind === phrase || kind === name)
      for (let place = 0; place < count; place++) {
        const term = at32(this.#codes, this.at++)
        wanted[term] = at32(wanted, term) + 1
      }
    else for (let part = 0; part < partsOf(kind, count); part++) this.countTerms(wanted)
  }

  #judgeRow(count: number, present: Uint8Array): Judgement {
    let all = true
    for (let place = 0; place < count; place++) if (present[at32(this.#codes, this.at++)] === 0) all = false
    if (!all) return no
    return count === 1 ? yes : maybe
  }

  #least(count: number, present: Uint8Array): Judgement {
    let least: Judgement = yes
    for (let part = 0; part < count; part++) {
      const one = this.judge(present)
      if (one < least) least = one
    }
    return least
  }

  #head(): { kind: number; count: number } {
    const head = at32(this.#codes, this.at++)
    return { kind: head & ((1 << kindBits) - 1), count: head >>> kindBits }
  }

  #texts(count: number): string[] {
    return Array.from({ length: count }, () => this.#terms.textOf(at32(this.#codes, this.at++)))
  }
}

/** What a NEAR counts is how far. */
function partsOf(kind: number, count: number): number {
  return kind === near ? 2 : count
}

export interface Anchors {
  terms: number[]
  /** How many expressions name them, together. */
  cost: number
}

function allOf(parts: readonly (Anchors | null)[]): Anchors | null {
  const known = parts.filter(part => part !== null)
  if (known.length < parts.length) return null
  return {
    terms: [...new Set(known.flatMap(part => part.terms))],
    cost: known.reduce((sum, part) => sum + part.cost, 0),
  }
}

function cheapest(parts: readonly (Anchors | null)[]): Anchors | null {
  return parts.reduce(
    (best, part) => (part === null || (best !== null && best.cost <= part.cost) ? best : part),
    null,
  )
}

function opposite(judgement: Judgement): Judgement {
  if (judgement === maybe) return maybe
  return judgement === yes ? no : yes
}
