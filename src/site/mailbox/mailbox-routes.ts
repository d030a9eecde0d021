/** The built-in mailbox's pages: what this server sent, when there is no relay to send it through. */
import { listMailbox, type MailboxMail, readMailboxMail } from '../../deliveries/index.ts'
import { TocsinError } from '../../errors.ts'
import type { RequestContext, Route } from '../../web/index.ts'
import { pageLanguage } from '../page-language.ts'
import type { SiteParts } from '../site-context.ts'
import { renderMailList } from './mail-list.ts'
import { renderMail } from './mail-page.ts'
import { createMailboxGate } from './mailbox-gate.ts'

const mailsShown = 200

/**
 * A mail's own page is let do nothing but show itself and follow a link that a person pressed. The policy
 * holds in the frame and when the address is opened by itself.
 */
const mailPolicy = [
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  "img-src 'none'",
  "form-action 'none'",
  "base-uri 'none'",
  "frame-ancestors 'self'",
  'sandbox allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation',
].join('; ')

export function mailboxRoutes(context: Pick<SiteParts, 'store' | 'config' | 'assets' | 'texts'>): Route[] {
  const { store } = context
  const mailboxGate = createMailboxGate(context.config)
  const guarded = (path: string, handler: Route['handler']): Route => ({
    method: 'GET',
    path,
    who: 'public',
    handler(c) {
      if (!mailboxGate(c.req.raw.headers)) throw noSuchPage()
      return handler(c)
    },
  })
  const mailOf = async (c: RequestContext): Promise<MailboxMail> => {
    const id = /^[1-9]\d{0,14}$/.exec(c.req.param('id') ?? '')?.[0]
    const mail = id ? await readMailboxMail(store.read, Number(id)) : null
    if (!mail) throw noSuchPage()
    return mail
  }
  return [
    guarded('/mailbox', async c => {
      const mails = await listMailbox(store.read, { limit: mailsShown })
      return c.html(await renderMailList(context, pageLanguage(c, context), mails))
    }),
    guarded('/mailbox/:id', async c =>
      c.html(await renderMail(context, pageLanguage(c, context), await mailOf(c))),
    ),
    guarded('/mailbox/:id/html', async c => {
      const { html } = await mailOf(c)
      if (html === null) throw noSuchPage()
      return c.html(withLinksOnTop(html), 200, {
        'content-security-policy': mailPolicy,
        // A sandboxed page may not ask for a browsing context group of its own.
        'cross-origin-opener-policy': 'unsafe-none',
      })
    }),
    guarded('/mailbox/:id/raw', async c => c.text((await mailOf(c)).raw)),
  ]
}

/** A link must open in the window: our own pages refuse to be framed. */
function withLinksOnTop(html: string): string {
  const base = '<base target="_top">'
  return /<head\b[^>]*>/i.test(html) ? html.replace(/<head\b[^>]*>/i, head => head + base) : base + html
}

function noSuchPage(): TocsinError {
  return new TocsinError('request.not-found', 'This page does not exist, or no longer does.')
}
