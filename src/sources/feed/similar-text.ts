/** How much two texts say the same, by their words; Chinese, Japanese and Thai count by letters. */

/** NFKC, small letters, no punctuation. */
export function wordsOf(text: string): string[] {
  const folded = text.normalize('NFKC').toLowerCase()
  return (
    folded.match(
      /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]|(?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}])[\p{L}\p{N}\p{M}])+/gu,
    ) ?? []
  )
}

/** Dice's coefficient over the words as sets: 0 nothing in common, 1 the same words; 0 when both are empty. */
export function similarity(left: readonly string[], right: readonly string[]): number {
  const first = new Set(left)
  const second = new Set(right)
  if (first.size + second.size === 0) return 0
  return (2 * first.intersection(second).size) / (first.size + second.size)
}

/** Google News and its like change a publisher's name at a headline's end into its host name and back. */
export function headlineWords(title: string): string[] {
  return wordsOf(title.replace(/\s[-–—|]\s[^-–—|]*$/u, tail => (hostName.test(tail) ? '' : tail)))
}

const hostName = /^\s\S\s[\w-]+(?:\.[\w-]+)+\s*$/

/** Are these one headline? Capitals, punctuation and a publisher's name at the end make no other. */
export function sameHeadline(left: string, right: string): boolean {
  const first = headlineWords(left).join(' ')
  const second = headlineWords(right).join(' ')
  return first === second || first === withoutTail(left, right) || second === withoutTail(right, left)
}

/** `right` without its last part, if `left` ended in a host name; never equal to anything otherwise. */
function withoutTail(left: string, right: string): string | null {
  const dash = Math.max(...[' - ', ' – ', ' — ', ' | '].map(mark => right.lastIndexOf(mark)))
  if (dash <= 0 || wordsOf(left).length === headlineWords(left).length) return null
  return wordsOf(right.slice(0, dash)).join(' ')
}
