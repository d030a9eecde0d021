/**
 * A headline as the grouping compares it: folded to words, so that case, accents, width, punctuation and the
 * outlet's name behind a dash make no difference. Works in every script, those without spaces too.
 */
const segmenter = new Intl.Segmenter('und', { granularity: 'word' })
const maxWords = 40
/** "… - Reuters", "… | BBC News": at most so many words behind the last dash or bar. */
const longestOutletName = 4
const shortestHeadline = 4

/** In the order of the headline; numbers keep their decimals. */
export function headlineWords(headline: string): string[] {
  const words = foldedWords(headline)
  const outlet = /^(.+\S)\s+[-–—|]\s+([^-–—|]+)$/su.exec(headline.trim())
  if (outlet?.[1] && outlet[2] && foldedWords(outlet[2]).length <= longestOutletName) {
    const withoutOutlet = foldedWords(outlet[1])
    if (withoutOutlet.length >= shortestHeadline) return withoutOutlet.slice(0, maxWords)
  }
  return words.slice(0, maxWords)
}

/** How much a word tells: grammar words are short in alphabets, and hiragana in Japanese. */
export function weightOf(word: string): number {
  if (isNumber(word) || /[\p{Script=Han}\p{Script=Katakana}\p{Script=Hangul}]/u.test(word)) return 1
  if (/^\p{Script=Hiragana}+$/u.test(word)) return 0.3
  return word.length <= 3 ? 0.3 : 1
}

export function isNumber(word: string): boolean {
  return /^\p{N}/u.test(word)
}

/**
 * The few words by which an item is found again: the longest, for they are the rarest. Two headlines that are
 * near the same share some of them.
 */
export function tellingWords(words: readonly string[], count: number): string[] {
  const unique = [...new Set(words)]
  const rank = (word: string) => weightOf(word) * 100 + word.length
  return unique.sort((one, other) => rank(other) - rank(one) || (one < other ? -1 : 1)).slice(0, count)
}

function foldedWords(text: string): string[] {
  // Compatibility forms first (width, ligatures), then accents off; NFC keeps Hangul and kana whole.
  const folded = text
    .normalize('NFKD')
    .replace(/(?<=[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}])\p{M}+/gu, '')
    .normalize('NFC')
    .toLowerCase()
  return [...segmenter.segment(folded)].filter(part => part.isWordLike).map(part => part.segment)
}
