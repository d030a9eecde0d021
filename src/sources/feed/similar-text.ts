/** How much two texts say the same, by their words; Chinese, Japanese and Thai count by letters. */

/** What is written in ASCII alone is in NFKC, and its letters are these. */
const beyondAscii = /[\u0080-\uffff]/

/** NFKC, small letters, no punctuation. */
export function wordsOf(text: string): string[] {
  if (!beyondAscii.test(text)) return text.toLowerCase().match(/[a-z\d]+/g) ?? []
  const folded = text.normalize('NFKC').toLowerCase()
  return (
    folded.match(
      /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]|(?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}])[\p{L}\p{N}\p{M}])+/gu,
    ) ?? []
  )
}

/** From here on two headlines are about the same; chosen on recorded wires, where edits score 0.4 to 0.9. */
export const similarFrom = 0.5

/** Dice's coefficient over the words as sets: 0 nothing in common, 1 the same words; 0 when both are empty. */
export function similarity(left: readonly string[], right: readonly string[]): number {
  const first = new Set(left)
  const second = new Set(right)
  if (first.size + second.size === 0) return 0
  return (2 * first.intersection(second).size) / (first.size + second.size)
}

/** Google News and its like change a publisher's name at a headline's end into its host name and back. */
export function headlineWords(title: string): string[] {
  if (!anyMark.test(title)) return wordsOf(title)
  return wordsOf(title.replace(/\s[-–—|]\s[^-–—|]*$/u, tail => (hostName.test(tail) ? '' : tail)))
}

export function endsInHost(title: string): boolean {
  return headlineWords(title).length < wordsOf(title).length
}

const anyMark = /[-–—|]/
const hostName = /^\s\S\s[\w-]+(?:\.[\w-]+)+\s*$/
const tailMarks = [' - ', ' – ', ' — ', ' | ']

/** A headline without what follows its last dash, which may be a publisher's name; whole where little is left. */
export function headlineCore(title: string): string[] {
  if (!anyMark.test(title)) return wordsOf(title)
  const dash = Math.max(...tailMarks.map(mark => title.lastIndexOf(mark)))
  const core = dash > 0 ? wordsOf(title.slice(0, dash)) : []
  return core.length >= 4 ? core : headlineWords(title)
}

/**
 * Are these one headline? Capitals, punctuation, a typing error and a publisher's name at the end make no
 * other; every number, every other word does.
 */
export function sameHeadline(left: string, right: string): boolean {
  if (left === right) return true
  if (figures(left) !== figures(right)) return false
  const first = headlineWords(left)
  const second = headlineWords(right)
  return (
    sameWords(first, second) ||
    sameWords(first, withoutTail(left, right)) ||
    sameWords(second, withoutTail(right, left))
  )
}

/** `right` without its last part, if `left` ended in a host name; never equal to anything otherwise. */
function withoutTail(left: string, right: string): string[] | null {
  const dash = Math.max(...tailMarks.map(mark => right.lastIndexOf(mark)))
  if (dash <= 0 || wordsOf(left).length === headlineWords(left).length) return null
  return wordsOf(right.slice(0, dash))
}

const articles = new Set(['a', 'an', 'the'])

/** `U.S.` and `US`, `cease-fire` and `ceasefire` have the same letters. */
function sameWords(left: readonly string[], right: readonly string[] | null): boolean {
  if (right === null) return false
  const first = left.filter(word => !articles.has(word))
  const second = right.filter(word => !articles.has(word))
  return first.join('') === second.join('') || onlyTypos(first, second)
}

/** Numbers and currencies in their order: 1.5 and 15 differ, 1,000 and 1000 do not. */
function figures(text: string): string {
  const found = text.normalize('NFKC').match(/\p{Sc}|\d+(?:[.,'’  ]\d{3}(?!\d))*(?:[.,]\d+)?/gu) ?? []
  return found.map(figure => figure.replace(/[.,'’  ](?=\d{3}(?!\d))/g, '').replace(',', '.')).join(' ')
}

const mostTypos = 2

function onlyTypos(left: readonly string[], right: readonly string[]): boolean {
  if (left.length !== right.length) return false
  const pairs = left
    .map((word, at) => [word, right[at] ?? ''] as const)
    .filter(([one, other]) => one !== other)
  return pairs.length <= mostTypos && pairs.every(([one, other]) => isTypo(one, other))
}

/**
 * Two letters changed places, or one is missing or doubled, within a word of some length. A letter in place of another
 * is none: Iran is not Iraq, and detected not defected.
 */
function isTypo(left: string, right: string): boolean {
  const [short, long] = left.length <= right.length ? [left, right] : [right, left]
  if (short.length < 5 || short[0] !== long[0] || /\p{N}/u.test(long)) return false
  let at = 0
  while (at < short.length && short[at] === long[at]) at++
  if (long.length === short.length + 1) return short.slice(at) === long.slice(at + 1)
  return (
    long.length === short.length &&
    short[at] === long[at + 1] &&
    short[at + 1] === long[at] &&
    short.slice(at + 2) === long.slice(at + 2)
  )
}
