/** The small labels of an item: its language, its authors, its categories. */
import { plainLine } from './plain-text.ts'

const maxLabels = 50
const maxLabelLength = 200

/** BCP 47 in its canonical form (`en_us` → `en-US`); null for none, for `mul` and for `und`. */
export function languageTag(written: string | undefined): string | null {
  try {
    const tag = Intl.getCanonicalLocales(written?.trim().replaceAll('_', '-') ?? [])[0] ?? null
    return tag && /^(?:mul|und|zxx|mis)\b/.test(tag) ? null : tag
  } catch {
    return null
  }
}

/** Names of people, each once, as one line. */
export function nameList(names: readonly (string | undefined)[]): string | null {
  return wordList(names).slice(0, 10).join(', ') || null
}

/** Each once, whatever its capitals. */
export function wordList(words: readonly (string | undefined)[]): string[] {
  const known = new Map<string, string>()
  for (const word of words) {
    const line = plainLine(word, maxLabelLength)
    const key = line.toLowerCase()
    if (line !== '' && !known.has(key)) known.set(key, line)
    if (known.size === maxLabels) break
  }
  return [...known.values()]
}
