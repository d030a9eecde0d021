/** The small labels of an item: its language, its authors, its categories. */
import type { ReadingRoom } from './octet-room.ts'
import { plainLine } from './plain-text.ts'

const maxLabels = 50
const maxLabelLength = 200

/** BCP 47 in its canonical form (`en_us` → `en-US`); null for none, for `mul` and for `und`. */
export function languageTag(written: string | undefined): string | null {
  if (written === undefined) return null
  try {
    const tag = Intl.getCanonicalLocales(written.trim().replaceAll('_', '-'))[0] ?? null
    return tag && /^(?:mul|und|zxx|mis)\b/.test(tag) ? null : tag
  } catch {
    return null
  }
}

/** Names of people, each once, as one line. */
export function nameList(names: readonly (string | undefined)[], room?: ReadingRoom): string | null {
  const people = names.slice(0, maxLabels).map(name => personName(plainLine(name, maxLabelLength, room)))
  return wordList(people, room).slice(0, 10).join(', ') || null
}

/** The name in `ann@news.example (Ann Ode)` and in `Ann Ode <ann@news.example>`; an address alone stays. */
function personName(written: string): string {
  // Atom's way in an RSS feed.
  const element = /<name>([^<]*)<\/name>/i.exec(written)?.[1]
  if (element !== undefined) return element.trim()
  if (!written.includes('@')) return written
  const inBrackets = /\(([^()@]+)\)/.exec(written)?.[1]
  return inBrackets ?? (written.replace(/<[^<>\s]*>|\([^()\s]*@[^()\s]*\)/g, '').trim() || written)
}

/** Each once, whatever its capitals. */
export function wordList(words: readonly (string | undefined)[], room?: ReadingRoom): string[] {
  const lines: string[] = []
  const known: string[] = []
  for (const word of words) {
    const line = plainLine(word, maxLabelLength, room)
    const key = line.toLowerCase()
    if (line === '' || known.includes(key)) continue
    known.push(key)
    lines.push(line)
    if (lines.length === maxLabels) break
  }
  return lines
}
