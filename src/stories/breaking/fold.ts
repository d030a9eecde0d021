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

const ledeLength = 500

/** The first paragraph, which says what happened. */
export function ledeOf(text: string): string {
  const end = text.indexOf('\n')
  return text.slice(0, end < 0 ? ledeLength : Math.min(end, ledeLength))
}

/** "… - Reuters", "… | BBC News": the outlet's name behind the last dash or bar tells nothing of the news. */
export function withoutOutlet(headline: string): string {
  const cut = /^(.{12,}\S)\s+[-–—|｜]\s+([^-–—|｜]{2,40})$/su.exec(headline)
  const [, before, outlet] = cut ?? []
  return before && outlet && outlet.trim().split(/\s+/).length <= 4 ? before : headline
}
