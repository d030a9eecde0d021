import { html, type Route } from '../../web/index.ts'
import { shownStates } from '../alert/live-alert.ts'
import type { DeskParts } from '../desk-parts.ts'
import { deskPage } from '../frame.ts'
import { deskText } from '../text/en.ts'

/** The keys, with the switch that turns them off (WCAG 2.1.4), and what the numbers mean. */
export function showHelp(parts: DeskParts): Route {
  return {
    method: 'GET',
    path: '/desk/help',
    who: 'editor',
    handler(c) {
      const { help, sent } = deskText
      const body = html`<h1>${help.title}</h1>
<section aria-labelledby="keys"><h2 id="keys">${help.keysTitle}</h2>
<p>${help.keysNote}</p>
<table><thead><tr><th scope="col">${help.key}</th><th scope="col">${help.does}</th></tr></thead>
<tbody>${help.keys.map(([key, does]) => html`<tr><td><kbd>${key}</kbd></td><td>${does}</td></tr>`)}</tbody></table>
<p><button type="button" data-keys-switch data-on="${help.keysOn}" data-off="${help.keysOff}" hidden></button></p>
<p>${help.needScript}</p></section>
<section aria-labelledby="states"><h2 id="states">${help.statesTitle}</h2>
<p>${help.statesNote}</p>
<dl class="facts">${shownStates.map(state => html`<div><dt>${sent.states[state][0]}</dt><dd>${sent.states[state][1]}</dd></div>`)}</dl></section>`
      return deskPage(parts, c, { title: help.title, body })
    },
  }
}
