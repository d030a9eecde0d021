/** Whether a word stands in a text, as a reader would say: whatever its case, accents or width, and as a whole word. */
const wordCharacter = /[\p{L}\p{N}\p{M}]/u
/** Written without spaces: a word there is wherever its characters are. */
const withoutSpaces =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u
const marksThatMayBeAbsent =
  /(?<=[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Arabic}\p{Script=Hebrew}])\p{M}+/gu
const longestLede = 600

/** What a rule's words are looked for in: the headline, and the first paragraph of the text. */
export function headlineAndLede({ title, text }: { title: string; text: string }): string {
  const [lede = ''] = text.trimStart().split(/\n\s*\n/, 1)
  return foldWords(`${title}\n${lede.slice(0, longestLede)}`)
}

function foldWords(text: string): string {
  return text
    .normalize('NFKD')
    .replace(marksThatMayBeAbsent, '')
    .normalize('NFC')
    .toLowerCase()
    .replace(/[\u2018\u2019\u02bc]/g, "'")
    .replace(/[\u2010-\u2015]/g, '-')
    .replace(/\s+/g, ' ')
    .trim()
}

/** `folded` is from `headlineAndLede`; `word` may be several words in a row. */
export function hasWord(folded: string, word: string): boolean {
  const wanted = foldWords(word)
  if (wanted === '') return false
  for (let at = folded.indexOf(wanted); at >= 0; at = folded.indexOf(wanted, at + 1)) {
    const end = at + wanted.length
    const isWhole =
      isBorder(characterBefore(folded, at), characterAt(wanted, 0)) &&
      isBorder(characterAt(folded, end), characterBefore(wanted, wanted.length))
    if (isWhole && !isPartOfNumber(folded, at, end)) return true
  }
  return false
}

/** The 6 of 6.1 is no word. */
function isPartOfNumber(text: string, at: number, end: number): boolean {
  const before = text.slice(Math.max(at - 2, 0), at + 1)
  const after = text.slice(end - 1, end + 2)
  return /^\p{N}[.,]\p{N}$/u.test(before) || /^\p{N}[.,]\p{N}$/u.test(after)
}

function isBorder(outside: string, inside: string): boolean {
  return !wordCharacter.test(outside) || !wordCharacter.test(inside) || withoutSpaces.test(inside)
}

function characterAt(text: string, at: number): string {
  return String.fromCodePoint(text.codePointAt(at) ?? 32)
}

function characterBefore(text: string, at: number): string {
  const last = text.charAt(at - 1)
  return /[\udc00-\udfff]/.test(last) ? text.slice(at - 2, at) : last
}
