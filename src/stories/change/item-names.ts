/**
 * Whom and where an item names, as far as it takes to see that it tells of another event than its story: "Bus hits truck in
 * Parana" among the items about a bus in Kherson. The grouping looks at all words alike, and two deadly buses are much
 * alike; what would become an update must share at least one name. Asked only where names can be told from other words:
 * of headlines in these languages that do not write Every Word with a Capital.
 */
import { type Sentence, sentencesOf, type Token } from './tokens.ts'

/** The first letters of each, which "Russia" and "Russian" share. */
export interface ItemNames {
  all: string[]
  /** False: its headline names nobody, or nobody can tell. */
  tells: boolean
}

const languages = new Set(['en', 'es', 'fr', 'pt'])
const keptLetters = 4
const maxItemNames = 16
const maxStoryNames = 32
/** In every item's text, whatever it is about. */
const everywhere = new Set(
  'mond tues wedn thur frid satu sund janu febr marc apri july augu sept octo nove dece jan feb mar apr jun jul aug sep oct nov dec reut bloo afp ap pres when afte this that ther with from poli offi auth mini'.split(
    ' ',
  ),
)

/** @param sentences `sentencesOf` it, where somebody has them. */
export function itemNamesOf(
  said: { title: string; text: string; language: string | null },
  sentences = sentencesOf(said),
): ItemNames {
  const [headline, ...lead] = sentences
  const first = lead.filter(({ isFirst }) => isFirst)
  const all = [headline, ...first].flatMap(sentence => (sentence ? capitals(sentence.tokens) : []))
  const canTell = languages.has((said.language ?? 'en').slice(0, 2).toLowerCase())
  const tells = canTell && headline !== undefined && isSentenceCase(headline) && namesSomebody(headline)
  return { all: [...new Set(all)].slice(0, maxItemNames), tells }
}

/** @param known What its story's items named. */
export function tellsOfAnother(known: readonly string[], { all, tells }: ItemNames): boolean {
  return tells && known.length > 0 && !all.some(name => known.includes(name))
}

export function addNames(known: readonly string[], { all }: ItemNames): readonly string[] {
  // The first item's own list: most stories have one item, and a copy for each would fill the memory.
  if (known.length === 0) return all
  return [...new Set([...known, ...all])].slice(0, maxStoryNames)
}

function capitals(tokens: readonly Token[]): string[] {
  return tokens.filter(({ text }) => isCapital(text)).flatMap(({ low }) => keyOf(low) ?? [])
}

/** As most are. */
const isPlain = /^[a-z0-9]*$/

function keyOf(low: string): string | null {
  const plain = isPlain.test(low) ? low : low.normalize('NFD').replace(/[^\p{L}\p{N}]/gu, '')
  const key = plain.slice(0, keptLetters)
  return key.length < 2 || everywhere.has(key) ? null : key
}

/** The first word of a sentence has a capital in any case. */
function namesSomebody({ tokens }: Sentence): boolean {
  return tokens.some(({ text, low }, at) => at > 0 && isCapital(text) && keyOf(low) !== null)
}

function isSentenceCase({ tokens }: Sentence): boolean {
  const words = tokens.slice(1).filter(({ text, isNumber }) => !isNumber && text.length >= 4)
  return words.filter(({ text }) => isCapital(text)).length * 2 <= words.length
}

function isCapital(text: string): boolean {
  const first = text.charCodeAt(0)
  return first < 0x80 ? first >= 0x41 && first <= 0x5a : /^\p{Lu}/u.test(text)
}
