/** What a source changed in an item, at the item: the newest changes first. */
import { type DifferencePiece, type ItemEvent, wordDifference } from '../../sources/index.ts'
import { type Html, html } from '../../web/index.ts'
import { deskText } from '../text/en.ts'
import { time } from '../time.ts'

const text = deskText.story.changes
const most = 5
const mostLetters = 400
/** With less in common two texts are read one after the other. */
const keptShare = 0.4
const mostPieces = 40
const contextLetters = 60

/** `events` of one item, newest first. */
export function itemChanges(events: readonly ItemEvent[]): Html | '' {
  if (events.length === 0) return ''
  const left = events.length - most
  return html`${events
    .slice(0, most)
    .map(
      event =>
        html`<p class="measure"><strong>${text.kind[event.kind]}</strong> ${time(event.at)}${difference(event)}</p>`,
    )}${left > 0 ? html`<p class="soft">${text.earlier(left)}</p>` : ''}`
}

/** Word by word, where the two have enough in common to be read so. */
function difference({ before, after }: ItemEvent): Html {
  const pieces = wordDifference(before, after)
  const kept = pieces.reduce((sum, { kind, text: words }) => (kind === 'same' ? sum + words.length : sum), 0)
  const isClose = kept >= Math.max(before.length, after.length) * keptShare
  return isClose && pieces.length <= mostPieces ? html`<br>${pieces.map(piece)}` : replaced(before, after)
}

/** Lines through and under words are not heard: what is which is also said. */
function piece({ kind, text: words }: DifferencePiece, place: number, all: readonly DifferencePiece[]): Html {
  if (kind === 'same') return html`${context(words, place === 0, place === all.length - 1)}`
  const tag = kind === 'removed' ? 'del' : 'ins'
  const space = /\s*$/.exec(words)?.[0] ?? ''
  const inside = html`<span class="visually-hidden">[${text[kind]} </span>${shortened(words.trimEnd())}<span class="visually-hidden">]</span>`
  return tag === 'del' ? html`<del>${inside}</del>${space}` : html`<ins>${inside}</ins>${space}`
}

/** Of a long stretch that stayed, the words next to the changes. */
function context(words: string, isFirst: boolean, isLast: boolean): string {
  if (words.length <= contextLetters * 2) return words
  const start = isFirst ? '' : words.slice(0, contextLetters).replace(/\S*$/, '')
  const end = isLast ? '' : words.slice(-contextLetters).replace(/^\S*/, '')
  return `${start}… ${end}`
}

function replaced(before: string, after: string): Html {
  const part = (tag: 'del' | 'ins', said: string, words: string) => {
    const inside = html`<span class="visually-hidden">${said} </span>${shortened(words)}`
    if (words === '') return ''
    return tag === 'del' ? html`<br><del>${inside}</del>` : html`<br><ins>${inside}</ins>`
  }
  return html`${part('del', text.before, before)}${part('ins', text.after, after)}`
}

function shortened(words: string): string {
  return words.length > mostLetters ? `${words.slice(0, mostLetters).replace(/\s+\S*$/, '')} …` : words
}
