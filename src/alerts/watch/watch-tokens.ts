/**
 * A reader's text -> signs and words, each with its place. Quotation marks of any kind, full-width signs, and the
 * operators in English, German and French, in capitals only: in small letters they are words like any other.
 */

export type WatchToken = { at: number; end: number; text: string } & (
  | { kind: 'word' | 'phrase' | 'name' | 'open' | 'close' | 'and' | 'not' }
  /** `gentle`: a comma of a list, that may also stand where nothing follows. */
  | { kind: 'or'; gentle: boolean }
  /** Null: no number given; NaN: one that is none. */
  | { kind: 'near'; within: number | null }
)

export type TokenProblem = { code: 'open-quote' | 'nothing-after'; at: number; end: number; found: string }

const opening = '"“”„‟«»「」『』〝〞〟＂‹›'
const operators: Readonly<Record<string, 'and' | 'or' | 'not'>> = {
  ...{
    AND: 'and',
    UND: 'and',
    ET: 'and',
    '&': 'and',
    '&&': 'and',
    '+': 'and',
    OR: 'or',
    ODER: 'or',
    OU: 'or',
  },
  ...{ NOT: 'not', NICHT: 'not', SAUF: 'not' },
}
const near = /^NEAR(?:\/(.*))?$|^near\/(.*)$/su
/** Dashes that keyboards make of a hyphen, too. */
const minus = /^[-−–－]$/u
const ends = /[\s()（）|｜、，；;،؛]/u

export function watchTokens(text: string): WatchToken[] | TokenProblem {
  const tokens: WatchToken[] = []
  let at = 0
  while (at < text.length) {
    const read = tokenAt(text, at)
    if ('code' in read) return read
    at = read.end
    if ('kind' in read) tokens.push(read)
  }
  return tokens
}

/** Without a kind: nothing that matters. */
function tokenAt(text: string, at: number): WatchToken | { end: number } | TokenProblem {
  const sign = text[at] ?? ''
  const one = { at, end: at + 1, text: sign }
  if (/\s/u.test(sign)) return { end: at + 1 }
  if (/[(（]/u.test(sign)) return { kind: 'open', ...one }
  if (/[)）]/u.test(sign)) return { kind: 'close', ...one }
  if (/[|｜]/u.test(sign))
    return { kind: 'or', gentle: false, ...one, end: text[at + 1] === sign ? at + 2 : at + 1 }
  if (/[,、，；;،؛]/u.test(sign)) return { kind: 'or', gentle: true, ...one }
  if (opening.includes(sign)) return quoted(text, at, 'phrase')
  if (/[~～]/u.test(sign)) return named(text, at)
  // Before a bracket it is a sign.
  const alone = /^[^(（]?$/u.test(text[at + 1] ?? '') && ends.test(text[at + 1] ?? ' ')
  if (minus.test(sign)) return alone ? { end: at + 1 } : { kind: 'not', ...one }
  if (/[+＋]/u.test(sign) && !alone) return { end: at + 1 }
  return wordAt(text, at)
}

function quoted(text: string, at: number, kind: 'phrase' | 'name', from = at): WatchToken | TokenProblem {
  let end = at + 1
  while (end < text.length && !opening.includes(text[end] ?? '')) end++
  if (end === text.length) return { code: 'open-quote', at, end, found: text.slice(at) }
  return { kind, at: from, end: end + 1, text: text.slice(at + 1, end) }
}

function named(text: string, at: number): WatchToken | TokenProblem {
  if (opening.includes(text[at + 1] || ' ')) return quoted(text, at + 1, 'name', at)
  const end = wordEnd(text, at + 1)
  if (end === at + 1) return { code: 'nothing-after', at, end, found: text.slice(at, end) }
  return { kind: 'name', at, end, text: text.slice(at + 1, end) }
}

function wordAt(text: string, at: number): WatchToken {
  const end = wordEnd(text, at)
  const token = { at, end, text: text.slice(at, end) }
  const plain = token.text.normalize('NFKC')
  const operator = Object.hasOwn(operators, plain) ? operators[plain] : undefined
  if (operator === 'or') return { kind: 'or', gentle: false, ...token }
  if (operator) return { kind: operator, ...token }
  const [found, upper, lower] = near.exec(plain) ?? []
  if (found === undefined) return { kind: 'word', ...token }
  const places = upper ?? lower
  return { kind: 'near', within: places === undefined ? null : placesOf(places), ...token }
}

function placesOf(typed: string): number {
  return /^\d{1,3}$/.test(typed) ? Number(typed) : Number.NaN
}

/** A comma between digits is the number's own. */
function wordEnd(text: string, from: number): number {
  let end = from
  while (end < text.length) {
    const sign = text[end] ?? ''
    if (ends.test(sign) || opening.includes(sign)) break
    if (sign === ',' && !/^\d,\d/.test(text.slice(end - 1, end + 2))) break
    end++
  }
  return end
}
