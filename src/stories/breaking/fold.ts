/** Text as marks, forms and weights are looked for in it: without case, accents and width. */

/** Spaces become one blank, so that phrases are found across lines. */
export function fold(text: string): string {
  return withoutAccents(text.normalize('NFKC'))
    .toLowerCase()
    .replace(/[’‘ʼ`]/g, "'")
    .replace(/\s+/g, ' ')
    .trim()
}

function withoutAccents(text: string): string {
  // ASCII has none, and is most of what comes.
  if (/^[\0-\x7f]*$/.test(text)) return text
  return text
    .normalize('NFD')
    .replace(/(?<=[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}])\p{M}+/gu, '')
    .normalize('NFC')
}

const ledeLength = 300
const headlineLength = 300

/** The first paragraph, which says what happened. */
function ledeOf(text: string): string {
  const end = text.indexOf('\n')
  return text.slice(0, end < 0 ? ledeLength : Math.min(end, ledeLength))
}

/** "… - Reuters", "… | BBC News": the outlet's name behind the last dash or bar tells nothing of the news. */
function withoutOutlet(headline: string): string {
  const cut = /^(.{12,}\S)\s+[-–—|｜]\s+([^-–—|｜]{2,40})$/su.exec(headline)
  const [, before, outlet] = cut ?? []
  return before && outlet && outlet.trim().split(/\s+/).length <= 4 ? before : headline
}

/** An item as it is looked through: folded once. */
export interface FoldedItem {
  /** The whole headline, and without the outlet's name. */
  title: string
  headline: string
  lede: string
  /** The parts of its address's path, such as `sport`. */
  sections: readonly string[]
}

export function foldItem(item: { title: string; text: string; url?: string | null }): FoldedItem {
  const said = item.title.slice(0, headlineLength)
  const bare = withoutOutlet(said)
  const title = fold(said)
  return {
    title,
    headline: bare === said ? title : fold(bare),
    lede: fold(ledeOf(item.text)),
    sections: sectionsOf(item.url),
  }
}

const longestPath = 500

function sectionsOf(url: string | null | undefined): string[] {
  if (!url) return []
  const path = /^https?:\/\/[^/]+\/([^?#]*)/.exec(url.slice(0, longestPath))?.[1] ?? ''
  // The last part is the article.
  return path.toLowerCase().split('/').slice(0, -1)
}
