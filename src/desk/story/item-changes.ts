/** What a source changed in an item, at the item: the newest changes first. */
import { type DifferencePiece, type ItemEvent, wordDifference } from '../../sources/index.ts'
import { type Html, html } from '../../web/index.ts'
import { wordsOf } from '../language.ts'
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
export function itemChanges(events: readonly ItemEvent[], language: string | null): Html | '' {
  if (events.length === 0) return ''
  const left = events.length - most
  return html`${events.slice(0, most).map(event => change(event, language))}${left > 0 ? html`<p class="soft">${text.earlier(left)}</p>` : ''}`
}

/** A changed headline is news by itself; how long texts were changed is there for who opens it. */
function change(event: ItemEvent, language: string | null): Html {
  const what = html`<strong>${text.kind[event.kind]}</strong> ${time(event.at)}`
  const words = html`<p class="measure words" ${wordsOf(language)}>${difference(event)}</p>`
  return event.kind === 'headline changed'
    ? html`<p class="measure">${what}</p>${words}`
    : html`<details><summary>${what}</summary>${words}</details>`
}

/** Word by word, where the two have enough in common to be read so. */
function difference({ before, after }: ItemEvent): Html {
  const pieces = wordDifference(before, after)
  const kept = pieces.reduce((sum, { kind, text: words }) => (kind === 'same' ? sum + words.length : sum), 0)
  const isClose = kept >= Math.max(before.length, after.length) * keptShare
  return isClose && pieces.length <= mostPieces ? html`${pieces.map(piece)}` : replaced(before, after)
}

/** Lines through and under words are not heard: what is which is also said. */
function piece({ kind, text: words }: DifferencePiece, place: number, all: readonly DifferencePiece[]): Html {
  if (kind === 'same') return html`${context(words, place === 0, place === all.length - 1)}`
  const tag = kind === 'removed' ? 'del' : 'ins'
  const space = /\s*$/.exec(words)?.[0] ?? ''
  const inside = html`${unseen(`[${text[kind]} `)}${shortened(words.trimEnd())}${unseen(']')}`
  return tag === 'del' ? html`<del>${inside}</del>${space}` : html`<ins>${inside}</ins>${space}`
}

/** Ours, in ours: a bdi has no say in the direction of the words around it. */
function unseen(words: string): Html {
  return html`<bdi class="visually-hidden" lang="${deskText.locale}">${words}</bdi>`
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
    const inside = html`${unseen(`${said} `)}${shortened(words)}`
    if (words === '') return ''
    return tag === 'del' ? html`<del>${inside}</del>` : html`<ins>${inside}</ins>`
  }
  const both = before !== '' && after !== ''
  return html`${part('del', text.before, before)}${both ? html`<br>` : ''}${part('ins', text.after, after)}`
}

function shortened(words: string): string {
  return words.length > mostLetters ? `${words.slice(0, mostLetters).replace(/\s+\S*$/, '')} …` : words
}
