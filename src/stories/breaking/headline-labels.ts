/**
 * The standing parts of a headline, in any language: what stands before its colon ("Mideast Stocks: …"), behind its bar
 * or in brackets ("… | The Asia Trade", "【市況】…"), and the whole of it without numbers. Where such a part comes from
 * one source day after day at the same hour, it is a standing format and no news; see `regular-labels.ts`.
 */
const longestLabel = 40
const forms = [
  // "Stock Movers: …", "サッカー＝…"
  /^([^:=]{3,40})[:=]/u,
  /^[[【〔(]([^\]】〕)]{2,40})[\]】〕)]/u,
  // "…: Markets Wrap", "… | Bloomberg Tech", "… (Podcast)"
  /[:|]\s*([^:|]{3,40})$/u,
  /[[【〔(]([^\]】〕)]{3,40})[\]】〕)]$/u,
]

/** Hashes of 32 bits, at most five; of the headline, folded and without its outlet's name. */
export function labelsOf(headline: string): number[] {
  const folded = headline.replace(/\p{N}+([.,/:-]\p{N}+)*/gu, '0').trim()
  const found = forms.flatMap(form => form.exec(folded)?.[1]?.trim() ?? [])
  if (folded === '') return []
  return [...new Set([...found.filter(label => label.length <= longestLabel), folded].map(hashOf))]
}

/** FNV-1a, 32 bits, over UTF-16 units. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  return hash >>> 0
}
