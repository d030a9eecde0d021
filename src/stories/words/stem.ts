/**
 * A word's stem, for comparing only: "recalls", "recalled" and "recalling" are one. English endings; in other languages
 * of Latin letters they rarely do harm, for both sides of a comparison lose the same.
 */
export function stem(word: string): string {
  if (word.length <= 3 || hasDigit(word)) return word
  const single = withoutPlural(word)
  if (single.length > 5) return withoutEnding(single)
  return single.length > 4 && single.endsWith('e') ? single.slice(0, -1) : single
}

/** By hand, here and below: every word that is read comes by, and patterns take several times as long. */
function hasDigit(word: string): boolean {
  for (let at = 0; at < word.length; at++) {
    const unit = word.charCodeAt(at)
    if (unit >= 0x30 && unit <= 0x39) return true
  }
  return false
}

function withoutPlural(word: string): string {
  if (!word.endsWith('s')) return word
  if (word.endsWith('ies') && word.length > 4) return `${word.slice(0, -3)}y`
  if (word.endsWith('sses')) return word.slice(0, -2)
  return word.endsWith('ss') || word.endsWith('us') || word.endsWith('is') ? word : word.slice(0, -1)
}

function withoutEnding(word: string): string {
  let rest = word
  if (word.endsWith('ing')) rest = word.slice(0, -3)
  else if (word.endsWith('ed') || word.endsWith('ly')) rest = word.slice(0, -2)
  else if (word.length > 6 && word.endsWith('er')) rest = word.slice(0, -2)
  else if (word.length > 6 && word.endsWith('ion')) rest = word.slice(0, -3)
  if (endsDoubled(rest) && !rest.endsWith('ll') && !rest.endsWith('ss')) rest = rest.slice(0, -1)
  return rest.endsWith('e') ? rest.slice(0, -1) : rest
}

function endsDoubled(word: string): boolean {
  return word.length > 1 && word.charCodeAt(word.length - 1) === word.charCodeAt(word.length - 2)
}
