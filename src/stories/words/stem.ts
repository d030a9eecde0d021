/**
 * A word's stem, for comparing only: "recalls", "recalled" and "recalling" are one. English endings; in other languages
 * of Latin letters they rarely do harm, for both sides of a comparison lose the same.
 */
export function stem(word: string): string {
  if (word.length <= 3 || /\d/.test(word)) return word
  const single = withoutPlural(word)
  if (single.length > 5) return withoutEnding(single)
  return single.length > 4 && single.endsWith('e') ? single.slice(0, -1) : single
}

function withoutPlural(word: string): string {
  if (word.endsWith('ies') && word.length > 4) return `${word.slice(0, -3)}y`
  if (word.endsWith('sses')) return word.slice(0, -2)
  return word.endsWith('s') && !/(?:ss|us|is)$/.test(word) ? word.slice(0, -1) : word
}

function withoutEnding(word: string): string {
  let rest = word
  if (word.endsWith('ing')) rest = word.slice(0, -3)
  else if (/(?:ed|ly)$/.test(word)) rest = word.slice(0, -2)
  else if (word.length > 6 && word.endsWith('er')) rest = word.slice(0, -2)
  else if (word.length > 6 && word.endsWith('ion')) rest = word.slice(0, -3)
  if (/(.)\1$/.test(rest) && !/(?:ll|ss)$/.test(rest)) rest = rest.slice(0, -1)
  return rest.endsWith('e') ? rest.slice(0, -1) : rest
}
