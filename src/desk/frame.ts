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

export function deskPage(parts: DeskParts, c: RequestContext, { title, events, done, body }: DeskPage) {
  const { frame } = deskText
  const main = html`<a class="skip" href="#main">${frame.skip}</a>
<header class="masthead">
<a class="name" href="/desk" data-key="d">${bell} ${frame.desk}</a>
<nav aria-label="${frame.nav}">
<a href="/desk/alerts/new" data-key="n">${frame.newAlert}</a>
<a href="/desk/stories" data-key="b">${frame.stories}</a>
<a href="/desk/sources" data-key="o">${frame.sources}</a>
<a href="/desk/rules" data-key="u">${frame.rules}</a>
<a href="/desk/topics" data-key="i">${frame.topics}</a>
<a href="/desk/help" data-key="?">${frame.help}</a>
</nav>
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
