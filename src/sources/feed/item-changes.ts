/**
 * What is news about a revised item. In: an item as it was and as it is. Out: which of its parts say something
 * else now; none for what an editor would call a fix: typing errors, capitals, a few words of the text.
 */
import { isBeginning } from './beginning.ts'
import { endsInHost, headlineWords, sameHeadline, similarity, wordsOf } from './similar-text.ts'

export interface SaidText {
  title: string
  text: string
}

/** Another headline, another first paragraph, or much more text under the same two. */
export type ItemChange = 'title' | 'lead' | 'text'

/** Text that grew by so many words of its own brings something new under an unchanged headline. */
const tellingGrowth = 60
/** First paragraphs that share less of their words say something else. */
const sameLeadFrom = 0.85

export function changesOf(before: SaidText, now: SaidText): ItemChange[] {
  const changed: ItemChange[] = []
  if (now.title !== '' && !sameHeadline(before.title, now.title)) changed.push('title')
  if (before.text === now.text) return changed
  if (leadChanged(leadOf(before), leadOf(now))) changed.push('lead')
  const words = new Set(wordsOf(before.text))
  const grown = new Set(wordsOf(now.text)).difference(words)
  if (grown.size >= tellingGrowth && grown.size * 3 >= words.size) changed.push('text')
  return changed
}

/** A text that lost more than this was cut short by the feed, not by its author. */
const keptShare = 0.9

/** What is to be shown of an item that says nothing new: as it stands now, where that is no poorer. */
export function mendedWords(before: SaidText, now: SaidText): SaidText {
  // Google News names one publisher now by its host, now by its name: no mending.
  const mended = now.title !== '' && endsInHost(before.title) === endsInHost(now.title)
  // What was taken away of an item that is over does not come back as long as its source shows it.
  const whole = now.text.length >= before.text.length * keptShare && !isBeginning(before.text)
  return { title: mended ? now.title : before.title, text: whole ? now.text : before.text }
}

/** A lead that is gone or cut short takes nothing back; new words, above all new numbers and denials, count. */
function leadChanged(before: readonly string[], now: readonly string[]): boolean {
  if (now.length === 0 || startsWith(before, now) || startsWith(now, before)) return false
  return (
    numbersIn(before) !== numbersIn(now) ||
    denialsIn(before) !== denialsIn(now) ||
    similarity(before, now) < sameLeadFrom
  )
}

/** The words of the first paragraph; none where it only repeats the headline, as aggregators' do. */
export function leadOf({ title, text }: SaidText): string[] {
  const words = wordsOf(leadText(text).slice(0, 1000))
  const headline = headlineWords(title)
  return startsWith(words, headline) && words.length - headline.length <= 8 ? [] : words
}

export function leadText(text: string): string {
  return text.split('\n\n', 1)[0] ?? ''
}

export function numbersIn(words: readonly string[]): string {
  return words.filter(word => /\p{N}/u.test(word)).join(' ')
}

/** One such word turns a sentence round. The `t` is what is left of `wasn’t`. */
const denials = new Set(
  `not no never nor t cannot without denies denied deny false untrue nicht kein keine nie nein pas jamais aucun
   nunca jamás ningún non nessun niet geen nooit não nem`.split(/\s+/),
)

export function isDenial(word: string): boolean {
  return denials.has(word)
}

function denialsIn(words: readonly string[]): string {
  return words.filter(isDenial).join(' ')
}

function startsWith(whole: readonly string[], start: readonly string[]): boolean {
  return start.length > 0 && start.every((word, at) => whole[at] === word)
}
