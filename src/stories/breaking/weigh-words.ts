/**
 * Places and topics that the newsroom weighs: whole words, in headline and first paragraph, in any script. In scripts
 * that put no space between words ("東京") the words are found wherever they stand.
 */
import { fold, ledeOf } from './fold.ts'
import { weights } from './points.ts'

export interface Weight {
  words: string
  /** Whole, from -50 to 50. */
  points: number
}

export interface Weighing {
  /** Each weight at most once, the order of the list kept. */
  in(item: { title: string; text: string }): Weight[]
}

const word = /[\p{L}\p{N}\p{M}]+/gu
const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u
const inWord = /[\p{L}\p{N}\p{M}]/u

/** Costs as little for a thousand weights as for one: only those that begin as a word of the text does are tried. */
export function createWeighing(all: readonly Weight[]): Weighing {
  const byStart = new Map<string, { phrase: string; weight: Weight; at: number }[]>()
  all.forEach((weight, at) => {
    const phrase = foldedPhrase(weight.words)
    const start = startsOf(phrase)[0]?.start
    if (start === undefined) return
    byStart.set(start, [...(byStart.get(start) ?? []), { phrase, weight, at }])
  })
  return {
    in({ title, text }) {
      if (byStart.size === 0) return []
      const read = `${fold(title)}\n${fold(ledeOf(text))}`
      const found = new Map<number, Weight>()
      for (const { start, at } of startsOf(read))
        for (const known of byStart.get(start) ?? [])
          if (read.startsWith(known.phrase, at) && endsWord(read, at + known.phrase.length))
            found.set(known.at, known.weight)
      return [...found].sort(([one], [other]) => one - other).map(([, weight]) => weight)
    },
  }
}

/** Words as they are compared; empty where there are none. */
export function foldedPhrase(words: string): string {
  return fold(words).replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}\p{M}]+$/gu, '')
}

export function isUsablePoints(points: number): boolean {
  return Number.isInteger(points) && points !== 0 && Math.abs(points) <= weights.most
}

/** Where a phrase may begin: at each word, and at each sign of a script without spaces. */
function startsOf(text: string): { start: string; at: number }[] {
  const starts: { start: string; at: number }[] = []
  for (const match of text.matchAll(word)) {
    const [run] = match
    if (!unspaced.test(run)) {
      starts.push({ start: run, at: match.index })
      continue
    }
    let at = match.index
    for (const sign of run) {
      starts.push({ start: sign, at })
      at += sign.length
    }
  }
  return starts
}

function endsWord(text: string, end: number): boolean {
  const next = text.codePointAt(end)
  if (next === undefined) return true
  const last = text[end - 1] ?? ''
  const after = String.fromCodePoint(next)
  return unspaced.test(last) || unspaced.test(after) || !inWord.test(after)
}
