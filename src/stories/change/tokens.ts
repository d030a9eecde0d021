/** The headline and the first sentences of an item as words, bounded, in time that grows with their length only. */

export interface Token {
  text: string
  /** Lower case, without a possessive ending. */
  low: string
  /** Where it starts in the sentence. */
  at: number
  isWord: boolean
  isNumber: boolean
}

export interface Sentence {
  text: string
  tokens: readonly Token[]
  isTitle: boolean
  /** The headline or the first sentence of the text; what stands behind them is background more often than news. */
  isFirst: boolean
  isQuestion: boolean
}

const maxTitleLength = 300
const maxLeadLength = 900
const maxSentences = 3
const maxTokens = 70
const maxQuoteLength = 300

export function sentencesOf({ title, text }: { title: string; text: string }): Sentence[] {
  const headline = sentence(withoutOutlet(title.slice(0, maxTitleLength)), true, true)
  const lead = splitSentences(withoutLinkMarks(text.slice(0, maxLeadLength)))
  return [headline, ...lead.map((part, index) => sentence(part, false, index === 0))]
}

/** Agencies' own marks of links in a text: `[USN:L1N44F0K7 TEXT:"a three-day pause"]`. */
function withoutLinkMarks(text: string): string {
  return text.includes('[') ? text.replace(/\[[A-Z]{2,4}:\w{1,20} TEXT:"([^"\]]{0,200})"\]/g, '$1') : text
}

/** As the quote of a fact. */
export function quoteOf(text: string): string {
  const clean = text.replace(/\s+/g, ' ').trim()
  return clean.length <= maxQuoteLength ? clean : `${clean.slice(0, maxQuoteLength - 1).toWellFormed()}…`
}

/** "… - Reuters": the outlet's name is no part of what happened. */
function withoutOutlet(title: string): string {
  const dash = Math.max(title.lastIndexOf(' - '), title.lastIndexOf(' | '))
  return dash > 20 && title.length - dash < 40 ? title.slice(0, dash) : title
}

const abbreviations = new Set(
  `mr mrs ms dr st gen sen rep gov lt col capt sgt no vs prof jr sr rev adm maj jan feb mar apr jun jul aug sep sept oct
   nov dec inc corp ltd co bzw ca nr sra`.split(/\s+/),
)

function splitSentences(text: string): string[] {
  const found: string[] = []
  let start = 0
  for (const { index } of text.matchAll(/[.!?…。！？\n]/g)) {
    const mark = text[index] ?? ''
    if (mark === '.' && !endsSentence(text, index)) continue
    let end = index + 1
    while (end < text.length && /["”’»)]/.test(text[end] ?? '')) end++
    const part = text.slice(start, end).trim()
    if (isTold(part)) found.push(part)
    if (found.length >= maxSentences) return found
    start = end
  }
  const rest = text.slice(start).trim()
  if (isTold(rest)) found.push(rest)
  return found
}

/** Not a note in brackets, nor a stamp or kicker of a word or two; in scripts without spaces little is much. */
function isTold(part: string): boolean {
  return part.length > (/[\u3040-\u9fff]/.test(part) ? 4 : 20) && !/^\(.*\)$/.test(part)
}

function endsSentence(text: string, at: number): boolean {
  if (!/["”’»)\s]/.test(text[at + 1] ?? ' ')) return false
  const before = /[\p{L}\p{N}]*$/u.exec(text.slice(Math.max(0, at - 12), at))?.[0] ?? ''
  return !(/^\p{Lu}$/u.test(before) || abbreviations.has(before.toLowerCase()))
}

const tokenPattern = /\d+(?:[.,]\d+)*|(?:\p{Lu}\.){2,}|[\p{L}\p{M}]+(?:['’][\p{L}\p{M}]+)*|[^\s]/gu

function sentence(text: string, isTitle: boolean, isFirst: boolean): Sentence {
  const tokens: Token[] = []
  for (const match of text.matchAll(tokenPattern)) {
    if (tokens.length >= maxTokens) break
    tokens.push(tokenOf(match[0], match.index))
  }
  return { text, tokens, isTitle, isFirst, isQuestion: /[?？]["”’]?\s*$/.test(text.slice(-8)) }
}

function tokenOf(text: string, at: number): Token {
  const first = text.charCodeAt(0)
  const isNumber = first >= 48 && first <= 57
  return { text, low: lowOf(text), at, isNumber, isWord: isNumber || isLetter(text, first) }
}

/** Most words have no apostrophe. */
function lowOf(text: string): string {
  const low = text.toLowerCase()
  return low.includes("'") || low.includes('’') ? low.replaceAll('’', "'").replace(/'s$/, '') : low
}

function isLetter(text: string, first: number): boolean {
  if (first >= 0x80) return /^\p{L}/u.test(text)
  const small = first | 0x20
  return small >= 0x61 && small <= 0x7a
}
