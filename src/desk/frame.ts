/** What every page of the desk has around it: where one is, who one is, and the way out. */
import { bell, type Html, html, page, type RequestContext } from '../web/index.ts'
import type { DeskParts } from './desk-parts.ts'
import { deskText } from './text/en.ts'

export interface DeskPage {
  title: string
  /** The stream whose events move this page's numbers; see `browser/desk.ts`. */
  events?: string
  /** What was just done, in words. */
  done?: string | null
  body: Html | Promise<Html>
}

const places = [
  ['/desk/alerts/new', 'n', deskText.frame.newAlert],
  ['/desk/stories', 'b', deskText.frame.stories],
  ['/desk/sources', 'o', deskText.frame.sources],
  ['/desk/rules', 'u', deskText.frame.rules],
  ['/desk/topics', 'i', deskText.frame.topics],
  ['/desk/help', '?', deskText.frame.help],
] as const

/** Of the place itself, and of the pages below it. */
function hereOn(path: string, place: string): Html | '' {
  if (path === place) return html`aria-current="page"`
  return path.startsWith(`${place}/`) ? html`aria-current="true"` : ''
}

export function deskPage(parts: DeskParts, c: RequestContext, { title, events, done, body }: DeskPage) {
  const { frame } = deskText
  const main = html`<a class="skip" href="#main">${frame.skip}</a>
<header class="masthead">
<a class="name" href="/desk" data-key="d">${bell} ${frame.desk}</a>
<nav aria-label="${frame.nav}">
${places.map(([path, key, words]) => html`<a href="${path}" data-key="${key}" ${hereOn(c.req.path, path)}>${words}</a>\n`)}</nav>
</header>
<main id="main" tabindex="-1" ${events ? html`data-events="${events}"` : ''}>
${done ? html`<p class="notice" role="status">${done}</p>` : ''}
<p class="notice" role="status" data-connection="${frame.connectionLost}" hidden></p>
${body}
</main>
<footer class="foot"><form class="actions" method="post" action="/desk/leave"><span>${c.get('editor').name}</span> <button>${frame.leave}</button></form></footer>`
  return c.html(
    page({
      title: `${title} · ${frame.desk}`,
      look: 'desk',
      unlisted: true,
      scripts: ['desk'],
      assets: parts.assets,
      body: main,
    }),
  )
}

/** A page of one message: for who is not at the desk, or for a question before something is done. */
export function noticePage(
  parts: DeskParts,
  c: RequestContext,
  title: string,
  body: Html | Promise<Html>,
  status = 200,
) {
  const main = html`<header class="masthead"><a class="name" href="/">${bell} ${deskText.frame.desk}</a></header>
<main class="measure"><h1>${title}</h1>${body}</main>`
  // Hono's type wants literal statuses.
  return c.html(
    page({
      title: `${title} · ${deskText.frame.desk}`,
      look: 'desk',
      unlisted: true,
      assets: parts.assets,
      body: main,
    }),
    status as 200,
  )
}
