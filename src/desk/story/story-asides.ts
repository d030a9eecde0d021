/** What stands beside a story's items: who says so, its alerts, the story so far, and what was merged and split. */
import type { Alert, Miss, RuleVerdict } from '../../alerts/index.ts'
import type { StoryChange } from '../../stories/index.ts'
import { type Html, html } from '../../web/index.ts'
import { kindMark, whoWords } from '../alert/alert-words.ts'
import { wordsOf } from '../language.ts'
import { deskText } from '../text/en.ts'
import { dayText, time, timeBeside } from '../time.ts'
import type { StoryPage } from './read-story-page.ts'

const text = deskText.story
const mostOrigins = 12
const mostSources = 6

export function originsAside({ story, origins }: StoryPage): Html {
  const left = origins.length - mostOrigins
  return html`<section aria-labelledby="origins"><h2 id="origins">${text.origin.title} <small>${text.origins(story.originCount)}, ${text.sources(story.sourceCount)}</small></h2>
<table><tbody>${origins.slice(0, mostOrigins).map(({ name, itemCount, firstSeenAt, sources }, place) => {
    const others = sources.filter(source => source !== name)
    const named = others.slice(0, mostSources)
    const carried =
      others.length > 0
        ? html` <small>${text.origin.carriedBy(named, others.length - named.length)}</small>`
        : ''
    return html`<tr><td>${timeBeside(firstSeenAt, story.lastItemAt)}</td><th scope="row">${name}${place === 0 && origins.length > 1 ? html` <small>${text.timeline.first}</small>` : ''}${carried}</th><td class="figure number">${text.items(itemCount)}</td></tr>`
  })}</tbody></table>
${left > 0 ? html`<p class="soft">${text.origin.more(left)}</p>` : ''}</section>`
}

export function alertsAside({ alerts, verdicts }: StoryPage): Html {
  return html`<section aria-labelledby="alerts"><h2 id="alerts">${text.alerts.title}</h2>
${alerts.length === 0 ? html`<p class="empty">${text.alerts.none}</p>` : html`<ol class="list">${alerts.map(alertRow)}</ol>`}
<h3>${text.alerts.rules}</h3>
${verdicts.length === 0 ? html`<p class="empty">${text.alerts.noRules}</p>` : html`<ul class="list">${verdicts.map(verdictRow)}</ul>${alerts.length > 0 ? html`<p class="hint">${text.alerts.oneAlert}</p>` : ''}`}</section>`
}

function verdictRow({ name, does, misses }: RuleVerdict): Html {
  const { rings, silent } = text.alerts
  return misses.length === 0
    ? html`<li><strong>${name}</strong> ${rings[does]}</li>`
    : html`<li><strong>${name}</strong> ${silent} ${misses.map(missWords).join('; ')}</li>`
}

function missWords(miss: Miss): string {
  const words = text.alerts.misses
  return 'least' in miss ? words[miss.kind](miss.least, miss.now) : words[miss.kind]
}

function alertRow(alert: Alert): Html {
  return html`<li><p class="line">${kindMark(alert)} <strong class="state">${deskText.state[alert.state]}</strong> ${time(alert.approvedAt ?? alert.createdAt)} <span>${text.alerts.made(whoWords(alert.createdBy))}</span></p>
<h3 ${wordsOf(alert.language)}><a href="/desk/alerts/${alert.id}">${alert.headline}</a></h3></li>`
}

export function soFarAside({ related }: StoryPage): Html {
  return html`<section aria-labelledby="so-far"><h2 id="so-far">${text.soFar.title}</h2>
${
  related.length === 0
    ? html`<p class="empty">${text.soFar.none}</p>`
    : html`<ol class="list">${related.map(
        ({ story }) =>
          html`<li><h3 ${wordsOf(story.language)}><a href="/desk/stories/${story.id}">${story.headline}</a></h3><p class="line">${time(story.createdAt)} <span>${text.size(story.itemCount, story.originCount)}</span> <span>${text.score.highest(story.topScore)}</span></p></li>`,
      )}</ol>`
}</section>`
}

export function historyAside({ story, history, headlines, keptFrom }: StoryPage): Html {
  return html`<section aria-labelledby="history"><h2 id="history">${text.history.title}</h2>
${
  history.length === 0
    ? html`${keptFrom === null ? html`<p class="empty">${text.history.none}</p>` : ''}`
    : html`<ol class="list">${history.map(change => {
        const other = change.from === story.id ? change.to : change.from
        const named = headlines.get(other)
        return html`<li><p>${timeBeside(change.at, story.lastItemAt)} ${historyWords(change, story.id)} <a href="/desk/stories/${other}">${text.title(other)}</a>${named ? html`: <bdi ${wordsOf(named.language)}>${named.headline}</bdi>` : ''}</p>
<p class="soft">${text.history.by(change.by === 'machine' ? text.history.machine : whoWords(change.by))}${change.why === null ? '' : `: ${change.why}`}</p></li>`
      })}</ol>`
}
${keptFrom === null ? '' : html`<p class="hint">${text.history.purged(dayText(keptFrom))}</p>`}</section>`
}

function historyWords({ kind, to, items }: StoryChange, id: number): string {
  const words = text.history
  const came = to === id
  const number = items.length
  if (kind === 'merge') return came ? words.mergedIn(number) : words.mergedOut(number)
  if (kind === 'split') return came ? words.splitIn(number) : words.splitOut(number)
  return came ? words.movedIn(number) : words.movedOut(number)
}
