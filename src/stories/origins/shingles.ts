/**
 * The shingles of a text: a number for each four words that stand together, or eight characters where a script has no
 * spaces. Case, width, punctuation and dots in abbreviations make no difference. One pass, nothing kept but numbers.
 */
const wordsPerShingle = 4
const charactersPerShingle = 8
/** Where a shingle must not reach across: what stood between was taken out. */
export const gap = '\u0001'

/** What a code keeps of a hash; with a bit more it is one of `codes.ts`. */
const codeBits = 23

/** In the order of the text, with repetitions; each from 0 to 2^23 − 1. */
export function shinglesOf(text: string): number[] {
  return windows(tokensOf(fold(text)), wordsPerShingle, charactersPerShingle)
}

/** Single words, or pairs of characters: of a headline, where four words are too long a run to compare by. */
export function wordCodesOf(text: string): number[] {
  return windows(tokensOf(fold(text)), 1, 2)
}

function fold(text: string): string {
  // Compatibility forms can grow to eighteen times as many units; the callers bound what comes in.
  return text.normalize('NFKC').toLowerCase()
}

/** Words are odd, characters of a script without spaces even, a gap 0. */
function tokensOf(text: string): number[] {
  const tokens: number[] = []
  let word = 0
  let length = 0
  for (let at = 0; at < text.length; at++) {
    const char = text.charCodeAt(at)
    const kind = kindOf(char)
    if (kind === Kind.word) {
      word = Math.imul(word ^ char, 0x5bd1e995) ^ (word >>> 15)
      length++
      continue
    }
    // "U.S." is the word of "US".
    if (char === dot && length === 1 && kindOf(text.charCodeAt(at + 1)) === Kind.word) continue
    // "Iran’s" and "Iran's" are one word each, and the same.
    if ((char === 0x27 || char === 0x2019) && length > 0) continue
    if (length > 0) tokens.push(word | 1)
    word = 0
    length = 0
    if (kind === Kind.character) tokens.push(Math.imul(char, 0x9e3779b1) & ~1 || 2)
    else if (char === 1 && tokens.at(-1) !== 0) tokens.push(0)
  }
  if (length > 0) tokens.push(word | 1)
  return tokens
}

function windows(tokens: readonly number[], words: number, characters: number): number[] {
  const codes: number[] = []
  let since = 0
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at] as number
    since = token === 0 ? 0 : since + 1
    const size = token & 1 ? words : characters
    if (token === 0 || since < size) continue
    let hash = size
    for (let back = size - 1; back >= 0; back--) hash = mix(hash, tokens[at - back] as number)
    codes.push(finish(hash) >>> (32 - codeBits))
  }
  return codes
}

function mix(hash: number, token: number): number {
  const mixed = Math.imul(hash ^ token, 0x85ebca6b)
  return mixed ^ (mixed >>> 13)
}

function finish(hash: number): number {
  const once = Math.imul(hash ^ (hash >>> 16), 0xc2b2ae35)
  return once ^ (once >>> 16)
}

const Kind = { other: 0, word: 1, character: 2 } as const
const dot = 0x2e

function kindOf(char: number): number {
  if (char < 0x80) {
    const isWord = (char >= 0x61 && char <= 0x7a) || (char >= 0x30 && char <= 0x39)
    return isWord ? Kind.word : Kind.other
  }
  if (char < 0xc0) return Kind.other
  if (isUnspaced(char)) return Kind.character
  return isSign(char) ? Kind.other : Kind.word
}

/** Thai, Lao, Burmese, Khmer, kana, Han. */
function isUnspaced(char: number): boolean {
  if (char < 0x0e00) return false
  return (
    char <= 0x0eff ||
    (char >= 0x1000 && char <= 0x109f) ||
    (char >= 0x1780 && char <= 0x17ff) ||
    (char >= 0x3041 && char <= 0x30fa) ||
    (char >= 0x30fc && char <= 0x30ff) ||
    (char >= 0x3400 && char <= 0x9fff) ||
    (char >= 0xf900 && char <= 0xfaff)
  )
}

/** Punctuation and symbols, in what folding leaves of them. */
function isSign(char: number): boolean {
  return (
    char === 0xd7 ||
    char === 0xf7 ||
    char === 0x060c ||
    char === 0x061b ||
    char === 0x061f ||
    char === 0x0964 ||
    char === 0x0965 ||
    (char >= 0x2000 && char <= 0x2bff) ||
    (char >= 0x3000 && char <= 0x3040) ||
    char === 0x30fb ||
    (char >= 0xfe10 && char <= 0xfe6f) ||
    (char >= 0xff00 && char <= 0xffef)
  )
}
