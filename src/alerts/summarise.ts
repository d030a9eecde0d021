/**
 * An item's text -> the few sentences under an alert's headline: whole sentences while there is room, and
 * nothing that only repeats the headline.
 */
import { cleanParagraphs, cutAtWord, foldText } from './plain-text.ts'

const longestSummary = 600
/** More of a text is never looked at. */
const readCharacters = 4_000
/** A capital and at most two letters before the full stop: `Dr.`, `U.S.`, `Jan.` rarely end a sentence. */
const abbreviation = /(?:^|[\s(.])\p{Lu}\p{L}{0,2}\.\s*$/u

/** `language` is a valid BCP 47 tag. Empty when the text says no more than the headline. */
export function summarise(text: string, headline: string, language: string): string {
  const sentences = withoutHeadline(sentencesOf(text, language), foldText(headline))
  let summary = ''
  for (const sentence of sentences) {
    if (summary !== '' && (summary + sentence).trimEnd().length > longestSummary) break
    summary += sentence
  }
  summary = cutAtWord(summary.trim(), longestSummary)
  // A text that is only the beginning of its headline, as some feeds have it.
  return foldText(headline).startsWith(foldText(summary)) ? '' : summary
}

/** The first sentence of a text that has no title of its own. */
export function firstSentence(text: string, language: string): string {
  return (sentencesOf(text, language)[0] ?? '').trim()
}

/** Each with the white space after it, so that they join to the text they came from. */
function sentencesOf(text: string, language: string): string[] {
  const clean = cleanParagraphs(text.slice(0, readCharacters))
  const sentences: string[] = []
  let open = ''
  for (const { segment } of new Intl.Segmenter(language, { granularity: 'sentence' }).segment(clean)) {
    open += segment
    if (abbreviation.test(segment) && !segment.endsWith('\n')) continue
    sentences.push(open)
    open = ''
  }
  if (open !== '') sentences.push(open)
  return sentences
}

/** Drops the leading sentences that together are the headline. */
function withoutHeadline(sentences: readonly string[], headline: string): readonly string[] {
  let said = ''
  for (const [index, sentence] of sentences.entries()) {
    said += foldText(sentence)
    if (said === headline) return sentences.slice(index + 1)
    if (!headline.startsWith(said)) break
  }
  return sentences
}
