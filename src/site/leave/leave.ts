/**
 * The link to leave that stands in every mail: a page with one button, and RFC 8058 one-click, which is a
 * POST by a mail program without cookie, Origin or form token. Both work for ever, also twice.
 */
import { type Leaving, readForDelivery, readUnsubscribeToken, unsubscribe } from '../../subscribers/index.ts'
import { html, type RequestContext } from '../../web/index.ts'
import { type PageLanguage, pageLanguage, pathIn } from '../page-language.ts'
import { pressedBy, type SiteContext, senderName } from '../site-context.ts'
import { messageBody, sitePage } from '../site-page.ts'
import { afterLeaving } from './after-leaving.ts'

/** GET /unsubscribe/:token: changes nothing (promise 4). */
export async function showLeave(context: SiteContext, c: RequestContext): Promise<Response> {
  const { store, subscribers } = context
  const id = readUnsubscribeToken(subscribers, c.req.param('token') ?? '')
  if (id === null) return answer(context, c, { kind: 'unknown' })
  const subscriber = (await readForDelivery(store.read, subscribers, [id])).get(id)
  return answer(context, c, { kind: !subscriber || subscriber.state === 'left' ? 'already' : 'open' })
}

/** POST /unsubscribe/:token: the button and one-click alike; a mail program gets a line instead of a page. */
export async function leave(context: SiteContext, c: RequestContext): Promise<Response> {
  const oneClick = isOneClick(await c.req.text())
  const leaving = await context.store.write(tx =>
    unsubscribe(tx, pressedBy(context, c), {
      token: c.req.param('token') ?? '',
      method: oneClick ? 'one-click' : 'mail link',
      at: context.clock.now(),
    }),
  )
  if (oneClick && leaving.kind !== 'unknown') return c.text(pageLanguage(c, context).text.site.leave.oneClick)
  return answer(context, c, leaving)
}

/** RFC 8058 §3.1: `List-Unsubscribe=One-Click`, as a form in either encoding; the type may be anything. */
function isOneClick(body: string): boolean {
  return /\blist-unsubscribe\b[^&]{0,200}?\bone-click\b/i.test(body)
}

async function answer(
  context: SiteContext,
  c: RequestContext,
  state: Leaving | { kind: 'open' },
): Promise<Response> {
  const language = pageLanguage(c, context)
  const { leave: words } = language.text.site
  const name = senderName(context.config)
  const message = state.kind === 'unknown' ? words.unknown : words[state.kind](name)
  const content = await sitePage(context, {
    language,
    title: `${message.title} – ${name}`,
    body: messageBody(message, nextOf(state, language, name)),
  })
  return c.html(content, state.kind === 'unknown' ? 404 : 200)
}

function nextOf(state: Leaving | { kind: 'open' }, language: PageLanguage, name: string) {
  const { leave: words } = language.text.site
  if (state.kind === 'unknown') return undefined
  if (state.kind === 'open') {
    const { button, stay } = words.open(name)
    return html`<form method="post"><button>${button}</button></form>
<p><a class="tap" href="${pathIn(language, '/')}">${stay}</a></p>`
  }
  const again = html`<p><a class="tap" href="${pathIn(language, '/')}">${words.again}</a></p>`
  // Only who pressed first sees the undo: the token is made once, and a forwarded link that comes later gets none.
  return state.kind === 'left' && state.undo ? html`${afterLeaving(language, state.undo, '')}${again}` : again
}
