/**
 * Forms of one word are one: plurals, `-ed`, `-ing`, German `-en` and `-e`, Russian and Ukrainian cases, the Arabic
 * article. No more than inflection: who watches Hamburg does not want hamburgers, nor missions who watches Miss World.
 * Both sides of a comparison go through it; a form of a form is the form itself.
 */

/** Words whose end is no ending, or whose form would be another word. */
const asTheyAre = new Set(
  `news united evening texas kansas arkansas wales james listen warden holden golden burden hansen jansen
  plane state stage stare scare spare slide white write quite spite range prime globe scrape stripe france maine seine
  wedding hawking during mohammed ahmed`.split(/\s+/),
)
const irregular: Readonly<Record<string, string>> = {
  ...{ men: 'man', women: 'woman', children: 'child', buses: 'bus', gases: 'gas', crises: 'crisis' },
  ...{ thieves: 'thief', knives: 'knife', wives: 'wife', died: 'die', dies: 'die', dying: 'die' },
}

/** @param word Folded. */
export function wordForm(word: string): string {
  let form = word
  // Each round is shorter than the one before, or the last.
  for (;;) {
    const next = oneEndingLess(form)
    if (next === form) return form
    form = next
  }
}

function oneEndingLess(word: string): string {
  if (word.length < 3 || asTheyAre.has(word)) return word
  const first = word.charCodeAt(0)
  if (first >= 0x61 && first <= 0x7a) return latin(word)
  if (first >= 0x400 && first <= 0x52f) return cyrillic(word)
  if (first >= 0x620 && first <= 0x64a) return arabic(word)
  return word
}

function latin(word: string): string {
  // Own properties only: `constructor` is a word like any other.
  if (Object.hasOwn(irregular, word)) return irregular[word] ?? word
  for (let at = 0; at < word.length; at++) {
    const unit = word.charCodeAt(at)
    if (unit >= 0x30 && unit <= 0x39) return word
  }
  const single = withoutPlural(word)
  return single === word ? withoutEnding(word) : single
}

function withoutPlural(word: string): string {
  if (!word.endsWith('s') || word.length < 4) return word
  if (word.endsWith('ies') && word.length > 4) return `${word.slice(0, -3)}i`
  if (/(?:ss|us|is)$/.test(word)) return word
  const whole = /xes$/.test(word) || (word.length > 5 && /(?:s|z|ch|sh)es$/.test(word))
  return word.slice(0, whole ? -2 : -1)
}

function withoutEnding(word: string): string {
  const { length } = word
  if (word.endsWith('ing') && length > 5) return stripped(word, 3)
  if (word.endsWith('ied') && length > 5) return word.slice(0, -2)
  if (word.endsWith('ed') && length > 5 && !word.endsWith('eed')) return stripped(word, 2)
  if (word.endsWith('en') && length > 5) return stripped(word, 2)
  if (word.endsWith('e') && length > 4) return word.slice(0, -1)
  return /[^aeiou]y$/.test(word) ? `${word.slice(0, -1)}i` : word
}

/** Nothing is left of `spring`; `planned` is of `plan`, `killed` of `kill`. */
function stripped(word: string, letters: number): string {
  const rest = word.slice(0, -letters)
  if (!/[aeiouy]/.test(rest)) return word
  return /([bdfgmnprt])\1$/.test(rest) ? rest.slice(0, -1) : rest
}

const cyrillicEndings =
  /(?<=^.{3,})(?:иями|ями|ами|иях|ях|ах|ием|ого|его|ому|ему|ыми|ими|ием|ией|ем|ом|ой|ей|ый|ий|ая|яя|ое|ее|ые|ие|ых|их|ую|юю|ов|ев|ив|ам|ям|[аяоеиыіїуюьй])$/u

function cyrillic(word: string): string {
  return word.replace(cyrillicEndings, '')
}

const arabicArticle = /^(?:[وبفك]?ال|لل)(?=.{3})/u

function arabic(word: string): string {
  return word.replace(arabicArticle, '')
}
