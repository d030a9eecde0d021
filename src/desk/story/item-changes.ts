/** What a source changed in an item, at the item: the newest changes first. */
import type { ItemEvent } from '../../sources/index.ts'
import { type Html, html } from '../../web/index.ts'
import { deskText } from '../text/en.ts'
import { time } from '../time.ts'

const text = deskText.story.changes
const most = 5
const mostLetters = 400

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

/** Lines through and under words are not heard: what is which is also said. */
function difference({ before, after }: ItemEvent): Html {
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
