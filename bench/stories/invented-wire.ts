/**
 * A wire of as many different stories as are wanted, out of the recorded one: each round tells all of its full texts again
 * with other names, so that common words stay as common and their lists in the index grow as long as on a real wire.
 */

import { wireDocuments } from '../../scripts/stories/corpora.ts'
import { readFeed } from '../../src/sources/feed/read-feed.ts'
import type { Background } from '../../src/stories/words/background.ts'
import { fold } from '../../src/stories/words/split-words.ts'
import { stem } from '../../src/stories/words/stem.ts'
import { termOf } from '../../src/stories/words/term.ts'

export interface FullText {
  title: string
  text: string
  language: string | null
  at: number
}

const fullTextCharacters = 600
/** What tells more is a name, or as good as one. */
const nameTells = 3

export function recordedTexts(): FullText[] {
  const met = new Set<string>()
  const texts: FullText[] = []
  for (const { feed, at, body } of wireDocuments()) {
    const reading = readFeed({ body: body(), contentType: null, url: `https://${feed}.example/` })
    if (!reading.ok) continue
    for (const { title, text, language } of reading.feed.items) {
      if (text.length < fullTextCharacters || met.has(title)) continue
      met.add(title)
      texts.push({ title, text, language, at })
    }
  }
  return texts
}

/** In the given round; 0 is as it was. */
export function retold(item: FullText, round: number, background: Background): FullText {
  if (round === 0) return item
  const suffix = String(round).replace(/\d/g, digit => 'bdfgklmnpr'[Number(digit)] ?? '')
  const renamed = (text: string) =>
    text.replace(/\p{L}{3,}/gu, word =>
      background.telling(termOf(stem(fold(word)))) > nameTells ? `${word}o${suffix}` : word,
    )
  return { ...item, title: renamed(item.title), text: renamed(item.text) }
}
