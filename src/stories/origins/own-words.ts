/**
 * What an outlet says in words of its own: a text without its headline, without what others are quoted with, and without
 * the page's furniture (captions, buttons, disclaimers). Two reports of one speech share its sentences and are still two.
 */
import { gap } from './shingles.ts'

/** A cut of a text starts at its beginning, and is told long before this. */
const longestText = 24_000
const longestQuote = 1_500
/** "so-called" is the outlet's own word. */
const shortestQuoteWords = 4
/** With fewer left, the quotes are what there is. */
const fewestOwnWords = 12
/** A line of fewer is furniture where it does not stand beside a longer one. */
const fewestLineWords = 16
/** A text of fewer behind the headline is the outlet's name, or a time. */
const fewestTextWords = 6

const quotes: readonly (readonly [open: string, close: string])[] = [
  ['"', '"'],
  ['“', '”'],
  ['``', "''"],
  ['„', '“'],
  ['«', '»'],
  ['「', '」'],
  ['『', '』'],
]

/** "‘We were lucky,’ she said" and "'…'" as British papers have it; an apostrophe neither opens so nor closes so. */
const singleOpen = /(?:^|[\s(])['‘](?=\S)/u
const singleClose = /[,.?!…]['’](?![\p{L}\p{N}])/u

const sentenceEnd = /[.!?…。！？।:：]["”“»」』)\]]*$/u
const longestFurniture = 200
/** Without the flag `u`, which makes it three times as slow: it looks at every short line. */
const furniture =
  /\b(?:all rights reserved|not been edited|auto-?generated from|syndicated feed|may not be published|trust principles|sign up|subscribe|newsletters?|telegram channel|whatsapp|follow us|click here|tap here|download (?:here|our)|get the \w+ app|(?:preferred|trusted) source|in your inbox|read more|also read|advertisement|cookies|terms of (?:use|service)|privacy policy|(?:reporting|writing|editing) by|first published|last updated|min read|(?:file )?(?:photo|image|picture|credit)s?(?: by)?\s?[:|/]|file photo)|無断転載|版权所有|未经授权/i

/** A post of a network, which reports of it share as they share a quote: "… — Name (@name) May 3". */
const longestPost = 700
const post = /[—–-] ?[^()\n]{2,60} \(@\w{1,30}\)/u

export function ownWords(headline: string, text: string): string {
  const body = withoutHeadline(headline, text.slice(0, longestText).trim())
  const lines = body.split(/\n+/u)
  const kept = lines.length === 1 ? lines : withoutFurniture(lines)
  const said = kept.length > 0 ? kept : lines
  const used = quotes.filter(([open]) => body.includes(open))
  const own = said.map(line => withoutQuotes(line, used)).join('\n')
  return hasWords(own, fewestOwnWords) ? own : said.join('\n')
}

/** Many feeds begin the text with the headline, and have nothing else but the outlet's name. */
function withoutHeadline(headline: string, text: string): string {
  if (headline === '' || !text.startsWith(headline)) return text
  const rest = text.slice(headline.length).trim()
  return hasWords(rest, fewestTextWords) ? rest : ''
}

/** Short lines are buttons and captions where they stand among their like, and sentences in front or beside long ones. */
function withoutFurniture(lines: readonly string[]): string[] {
  const isLong = lines.map(line => hasWords(line, fewestLineWords) && !isFurniture(line))
  const isBeside = (at: number) => at === 0 || isLong[at - 1] || isLong[at + 1]
  const isSentence = (line: string) => sentenceEnd.test(line.slice(-8).trim()) && !isFurniture(line)
  return lines.filter((line, at) => isLong[at] || (isBeside(at) && isSentence(line)))
}

function isFurniture(line: string): boolean {
  return (
    (line.length < longestFurniture && furniture.test(line)) || (line.length < longestPost && post.test(line))
  )
}

function withoutQuotes(line: string, used: typeof quotes): string {
  let text = line
  for (const [open, close] of used) if (text.includes(open)) text = withoutQuotesOf(text, open, close)
  return singleOpen.test(text) ? withoutSingleQuotes(text) : text
}

function withoutQuotesOf(line: string, open: string, close: string): string {
  let kept = ''
  let from = 0
  for (;;) {
    const start = line.indexOf(open, from)
    const end = start < 0 ? -1 : line.indexOf(close, start + open.length)
    // A quote that goes on in the next paragraph is not closed in this one.
    if (end < 0) return start >= 0 && line.slice(0, start).trim() === '' ? gap : kept + line.slice(from)
    kept += isQuote(line.slice(start + open.length, end))
      ? `${line.slice(from, start)}${gap}`
      : line.slice(from, end + close.length)
    from = end + close.length
  }
}

function withoutSingleQuotes(line: string): string {
  const [opens, closes] = [new RegExp(singleOpen, 'gu'), new RegExp(singleClose, 'gu')]
  let kept = ''
  let from = 0
  for (;;) {
    opens.lastIndex = from
    const start = opens.exec(line)?.index ?? -1
    closes.lastIndex = start + 2
    const end = start < 0 ? -1 : (closes.exec(line)?.index ?? -1)
    if (end < 0) return kept + line.slice(from)
    const said = line.slice(start, end)
    kept += isQuote(said) ? `${line.slice(from, start)}${gap}` : line.slice(from, end + 2)
    from = end + 2
  }
}

function isQuote(said: string): boolean {
  return said.length <= longestQuote && hasWords(said, shortestQuoteWords)
}

/**
 * Whether there are as many words: spaces, and a half of the characters that have none between them. Exact enough to tell
 * a line from a sentence.
 */
function hasWords(text: string, fewest: number): boolean {
  let halves = text.length > 0 ? 2 : 0
  for (let at = 0; at < text.length && halves < 2 * fewest; at++) {
    const char = text.charCodeAt(at)
    if (char === 0x20 || char === 0x0a) halves += 2
    else if (char >= 0x3041 && char <= 0x9fff) halves++
  }
  return halves >= 2 * fewest
}
