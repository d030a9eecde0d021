/**
 * Places and topics that the newsroom weighs: whole words, in headline and first paragraph, in any script. In scripts
 * that put no space between words ("東京") the words are found wherever they stand.
 */
import { fold } from './fold.ts'

export interface Weight {
  /** One topic: its words, or several ways to say it, parted by commas. It is called by the first. */
  words: string
  /** Whole, from -50 to 50. */
  points: number
}

/** A topic that an item has, and in which of its ways it says it: "bankruptcy", of a topic called by another word. */
export interface FoundWeight extends Weight {
  said: string
}

export interface Weighing {
  /**
   * Each topic at most once, by its first words: in full where the headline has it. In the first paragraph alone it adds
   * half, and takes nothing away: that names much that the news is not about.
   */
  in(item: { title: string; lede: string }): FoundWeight[]
}

interface KnownWeight {
  phrase: string
  said: string
  topic: Weight
}

const none: readonly KnownWeight[] = []
const word = /[\p{L}\p{N}\p{M}]+/gu
const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u
/** Thai is the first script without spaces. */
const firstUnspaced = 0x0e00
const inWord = /[\p{L}\p{N}\p{M}]/u

/** Costs as little for a thousand weights as for one: only those that begin as a word of the text does are tried. */
export function createWeighing(all: readonly Weight[]): Weighing {
  const byStart = new Map<string, KnownWeight[]>()
  for (const { words, points } of all) {
    const topic = { words: waysToSay(words)[0] ?? words, points }
    for (const said of waysToSay(words)) {
      const phrase = foldedPhrase(said)
      const start = startOf(phrase)
      if (start !== '') byStart.set(start, [...(byStart.get(start) ?? []), { phrase, said, topic }])
    }
  }
  return {
    in({ title, lede }) {
      if (byStart.size === 0) return []
      const inHeadline = find(title)
      const inLede = [...find(lede)].filter(([topic]) => !inHeadline.has(topic))
      const halves = inLede.map(([topic, said]) => ({ ...topic, said, points: Math.trunc(topic.points / 2) }))
      const whole = Array.from(inHeadline, ([topic, said]) => ({ ...topic, said }))
      return [...whole, ...halves.filter(({ points }) => points > 0)]
    },
  }

  /** Each topic with the first of its ways that the text has. */
  function find(read: string): Map<Weight, string> {
    const found = new Map<Weight, string>()
    const tryAt = (start: string, at: number) => {
      for (const known of byStart.get(start) ?? none)
        if (!found.has(known.topic) && read.startsWith(known.phrase, at))
          if (endsWord(read, at + known.phrase.length)) found.set(known.topic, known.said)
    }
    for (const { 0: run, index } of read.matchAll(word)) eachStart(run, index, tryAt)
    return found
  }
}

/** "missile, Rakete, ミサイル": each way, as it was typed. */
export function waysToSay(words: string): string[] {
  return words
    .split(/[,;、，]/)
    .map(way => way.trim())
    .filter(way => foldedPhrase(way) !== '')
}

/** Words as they are compared; empty where there are none. */
export function foldedPhrase(words: string): string {
  return fold(words).replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}\p{M}]+$/gu, '')
}

/** Where a phrase may begin: at each word, and at each sign of a script without spaces. */
function eachStart(run: string, index: number, tryAt: (start: string, at: number) => void) {
  if (run.charCodeAt(0) < firstUnspaced || !unspaced.test(run)) return tryAt(run, index)
  let at = index
  for (const sign of run) {
    tryAt(sign, at)
    at += sign.length
  }
}

function startOf(phrase: string): string {
  const run = /^[\p{L}\p{N}\p{M}]+/u.exec(phrase)?.[0] ?? ''
  return unspaced.test(run) ? String.fromCodePoint(run.codePointAt(0) ?? 0) : run
}

function endsWord(text: string, end: number): boolean {
  const next = text.codePointAt(end)
  if (next === undefined) return true
  const last = text[end - 1] ?? ''
  const after = String.fromCodePoint(next)
  return unspaced.test(last) || unspaced.test(after) || !inWord.test(after)
}
