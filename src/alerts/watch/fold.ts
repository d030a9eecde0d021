/**
 * A word as it is compared: case folded as Unicode says (`ß` is `ss`, a final sigma a sigma), accents off where they are
 * only accents, marks that Arabic and Hebrew leave out anyway off, digits of any script plain. Folding what was folded
 * changes nothing. The text was brought to NFKC before, which makes one of widths and ligatures.
 */

/** All that stand on a letter at once: one by one, a thousand of them would be a million steps. */
const accents = /(?<=[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}])\p{M}+/gu
/** Vowel points, tatweel, cantillation. */
const marks =
  /[\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc]/g

/** Letters that NFD takes nothing off, and that everybody else types without. */
const bare: Readonly<Record<string, string>> = {
  ...{ ø: 'o', ł: 'l', đ: 'd', ð: 'd', þ: 'th', æ: 'ae', œ: 'oe', ħ: 'h', ı: 'i', ς: 'σ' },
  ...{
    أ: 'ا',
    إ: 'ا',
    آ: 'ا',
    ٱ: 'ا',
    ى: 'ي',
    ی: 'ي',
    ک: 'ك',
    ة: 'ه',
    ך: 'כ',
    ם: 'מ',
    ן: 'נ',
    ף: 'פ',
    ץ: 'צ',
  },
}
const bareLetters = new RegExp(`[${Object.keys(bare).join('')}]`, 'gu')

const zeros = [0x660, 0x6f0, 0x966, 0x9e6, 0xe50, 0xed0, 0x1040, 0x17e0]
const otherDigit = /(?![0-9])\p{Nd}/gu

/** Articles and pronouns that French and Italian write without a blank: `l'État` is about `État`. */
const elided = /^(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|(?:a|da|de|ne|su)ll|un)'(?=\p{L}{2})/u

/** @param raw A word in NFKC, with the apostrophes and dots inside it. */
export function fold(raw: string): string {
  const letters = isAscii(raw) ? raw.toLowerCase() : foldLetters(raw)
  return /['.,]/.test(letters) ? withoutPunctuation(letters) : letters
}

function foldLetters(raw: string): string {
  return (
    raw
      .replaceAll('’', "'")
      // Down first, for the capital sharp s is its own capital.
      .toLowerCase()
      .toUpperCase()
      .toLowerCase()
      .normalize('NFD')
      .replace(accents, '')
      .normalize('NFC')
      .replace(marks, '')
      .replace(bareLetters, letter => bare[letter] ?? letter)
      .replace(otherDigit, plainDigit)
  )
}

function plainDigit(digit: string): string {
  const code = digit.codePointAt(0) ?? 0
  const zero = zeros.find(start => code >= start && code < start + 10)
  return zero === undefined ? digit : String(code - zero)
}

/** Possessives off; `U.S` is `US`; `1,000` is `1000` and `6,1` is `6.1`. */
function withoutPunctuation(word: string): string {
  return word
    .replace(/'s?$/, '')
    .replace(elided, '')
    .replace(/(?<=\d),(?=\d{3}(?!\d))/g, '')
    .replace(/(?<=\d),(?=\d)/g, '.')
    .replace(/(?<!\d)[.',]|[.',](?!\d)|'/g, '')
}

export function isAscii(text: string): boolean {
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) > 0x7f) return false
  return true
}
