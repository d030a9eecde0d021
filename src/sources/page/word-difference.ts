/**
 * What changed between two texts, word by word. In: two texts. Out: pieces in reading order, each the same in both,
 * removed or added; the words of the same and removed pieces are those of the text before, of the same and added
 * ones those of the text now. The shortest such list (Myers, "An O(ND) Difference Algorithm", 1986) where the texts
 * differ in at most `maxEdits` words; where they differ in more, what both begin and end with is the same, and the
 * rest was replaced: so time and memory are bounded whatever the texts are.
 */

export interface DifferencePiece {
  kind: 'same' | 'removed' | 'added'
  /** With the space that follows its words. */
  text: string
}

/** So many steps squared at most, and half as many numbers: a millisecond. */
const maxEdits = 400

export function wordDifference(before: string, now: string): DifferencePiece[] {
  const [old, young] = [tokens(before), tokens(now)]
  const start = commonStart(old, young)
  const end = commonEnd(old, young, start)
  const oldMiddle = old.slice(start, old.length - end)
  const youngMiddle = young.slice(start, young.length - end)
  const joined = [
    ...pieces('same', young.slice(0, start)),
    ...middle(oldMiddle, youngMiddle),
    ...pieces('same', young.slice(young.length - end)),
  ]
  return joined.reduce<DifferencePiece[]>(join, [])
}

/** A word with the space after it; of scripts that have no spaces each letter. */
const token =
  /(?:[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]|(?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}])\S)+)\s*|^\s+/gu

function tokens(text: string): string[] {
  return text.match(token) ?? []
}

function isSame(one: string | undefined, other: string | undefined): boolean {
  // The space after a word is none of its letters: it differs where a paragraph ends.
  return one === other || (one !== undefined && one.trimEnd() === other?.trimEnd())
}

function commonStart(old: readonly string[], young: readonly string[]): number {
  let at = 0
  while (at < old.length && at < young.length && isSame(old[at], young[at])) at++
  return at
}

function commonEnd(old: readonly string[], young: readonly string[], start: number): number {
  const most = Math.min(old.length, young.length) - start
  let count = 0
  while (count < most && isSame(old.at(-1 - count), young.at(-1 - count))) count++
  return count
}

function middle(old: readonly string[], young: readonly string[]): DifferencePiece[] {
  const replaced = [...pieces('removed', old), ...pieces('added', young)]
  if (old.length === 0 || young.length === 0) return replaced
  const trace = shortestTrace(old, young)
  return trace ? walkBack(trace, old, young) : replaced
}

/**
 * For each number of edits, how far each diagonal reaches: `trace[d][k + d]` words of `old` with `d` edits on
 * diagonal `k` (words of `old` less words of `young`). Null where more than `maxEdits` are needed.
 */
function shortestTrace(old: readonly string[], young: readonly string[]): Int32Array[] | null {
  const trace: Int32Array[] = []
  for (let edits = 0; edits <= maxEdits; edits++) {
    const before = trace.at(-1)
    const reach = new Int32Array(2 * edits + 1)
    for (let k = -edits; k <= edits; k += 2) {
      let x = before ? stepOf(before, edits, k).x : 0
      while (x < old.length && x - k < young.length && isSame(old[x], young[x - k])) x++
      reach[k + edits] = x
      if (x >= old.length && x - k >= young.length) return [...trace, reach]
    }
    trace.push(reach)
  }
  return null
}

/** The better way to diagonal `k` from the reach of one edit less: a word added, or one removed. */
function stepOf(before: Int32Array, edits: number, k: number): { x: number; added: boolean } {
  const place = k + edits - 1
  const above = k < edits ? (before[place + 1] ?? -1) : -1
  const left = k > -edits ? (before[place - 1] ?? -1) : -1
  return above > left || left < 0 ? { x: above, added: true } : { x: left + 1, added: false }
}

function walkBack(
  trace: readonly Int32Array[],
  old: readonly string[],
  young: readonly string[],
): DifferencePiece[] {
  const found: DifferencePiece[] = []
  let x = old.length
  let y = young.length
  for (let edits = trace.length - 1; edits >= 0; edits--) {
    const before = trace[edits - 1]
    const k = x - y
    const step = before ? stepOf(before, edits, k) : { x: 0, added: false }
    while (x > step.x) {
      found.push({ kind: 'same', text: young[y - 1] ?? '' })
      x--
      y--
    }
    if (!before) break
    if (step.added) found.push({ kind: 'added', text: young[--y] ?? '' })
    else found.push({ kind: 'removed', text: old[--x] ?? '' })
  }
  return found.reverse()
}

function pieces(kind: DifferencePiece['kind'], words: readonly string[]): DifferencePiece[] {
  return words.length === 0 ? [] : [{ kind, text: words.join('') }]
}

function join(all: DifferencePiece[], piece: DifferencePiece): DifferencePiece[] {
  const last = all.at(-1)
  if (last?.kind === piece.kind) last.text += piece.text
  else all.push({ ...piece })
  return all
}
