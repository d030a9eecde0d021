/**
 * The words of texts that have only Latin letters, digits and the usual signs, which most have: found by hand in a third of
 * a pattern's time, and their forms looked up, for nine in ten were met shortly before. The words and forms are those of
 * `split-words.ts`, whatever was met.
 */

/** A word as it is compared: folded, its stem, and that as a number. */
export interface WordForm {
  folded: string
  word: string
  term: number
  /** The set that was last asked for it, and whether it tells nothing there. */
  asked: ReadonlySet<string> | null
  isSmall: boolean
}

const Unit = { sign: 0, letter: 1, joint: 2, unknown: 3 } as const
const tabled = 0x180

/** After NFKC; what is left of 0x80 to 0xbf then are signs, and few of those. */
const units = Uint8Array.from({ length: tabled }, (_, unit) => {
  if (/[0-9A-Za-z]/.test(String.fromCharCode(unit))) return Unit.letter
  if (unit >= 0xc0) return unit === 0xd7 || unit === 0xf7 ? Unit.sign : Unit.letter
  if (unit === 0x27 || unit === 0x2e) return Unit.joint
  return unit < 0x80 || '¡§«»·¿£°'.includes(String.fromCharCode(unit)) ? Unit.sign : Unit.unknown
})

function unitOf(text: string, at: number): number {
  const unit = text.charCodeAt(at)
  if (unit < tabled) return units[unit] ?? Unit.unknown
  if (unit === 0x2019) return Unit.joint
  return (unit >= 0x2010 && unit <= 0x2027) || unit === 0x20ac ? Unit.sign : Unit.unknown
}

export function isLatin(text: string): boolean {
  for (let at = 0; at < text.length; at++) if (unitOf(text, at) === Unit.unknown) return false
  return true
}

/** Of a text that `isLatin`, from where to where each word goes: letters, and single joints between them. */
export function eachLatinWord(text: string, take: (from: number, to: number) => void): void {
  for (let from = 0; from < text.length; from++) {
    if (unitOf(text, from) !== Unit.letter) continue
    let to = from + 1
    for (; to < text.length; to++) {
      const unit = unitOf(text, to)
      if (unit === Unit.letter) continue
      if (unit === Unit.joint && to + 1 < text.length && unitOf(text, to + 1) === Unit.letter) continue
      break
    }
    take(from, to)
    from = to
  }
}

export type LatinForms = (text: string, from: number, to: number) => WordForm

const places = 1 << 14
/** Longer ones are seldom met again, and a part of a text that is kept keeps all of the text. */
const longestKept = 12

/** Remembers words as they stand in texts with their forms; of two that share a place the newer one. */
export function createLatinForms(formOf: (raw: string) => WordForm): LatinForms {
  const raws = new Array<string>(places).fill('')
  const forms = new Array<WordForm | null>(places).fill(null)
  return (text, from, to) => {
    if (to - from > longestKept) return formOf(text.slice(from, to))
    let hash = 0x811c9dc5
    for (let at = from; at < to; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
    const place = (hash ^ (hash >>> 15)) & (places - 1)
    const known = forms[place]
    if (known && standsAt(text, from, to, raws[place] ?? '')) return known
    const raw = text.slice(from, to)
    const form = formOf(raw)
    raws[place] = raw
    forms[place] = form
    return form
  }
}

function standsAt(text: string, from: number, to: number, word: string): boolean {
  if (word.length !== to - from) return false
  for (let at = 0; at < word.length; at++)
    if (word.charCodeAt(at) !== text.charCodeAt(from + at)) return false
  return true
}
