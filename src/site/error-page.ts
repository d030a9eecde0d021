/** What a reader meets where there is no page, or where something failed: in their language, without what only we know. */
import type { SiteText } from '../text/index.ts'
import { type ErrorPage, html } from '../web/index.ts'
import { pageLanguage, pathIn } from './page-language.ts'
import { type SiteContext, senderName } from './site-context.ts'
import { messageBody, sitePage } from './site-page.ts'

/** The desk speaks English, and says more. */
const notReaders = /^\/(?:desk|assets|push)(?:\/|$)/

export function createErrorPage(context: Pick<SiteContext, 'config' | 'assets' | 'texts'>): ErrorPage {
  return (c, status) => {
    if (notReaders.test(c.req.path)) return null
    const language = pageLanguage(c, context)
    const { errors } = language.text.site
    const message = errors[kindOf(status)]
    return sitePage(context, {
      language,
      title: `${message.title} – ${senderName(context.config)}`,
      body: messageBody(
        message,
        html`<p><a class="tap" href="${pathIn(language, '/')}">${errors.home}</a></p>`,
      ),
    })
  }
}

function kindOf(status: number): Exclude<keyof SiteText['errors'], 'home'> {
  if (status === 404 || status === 405) return 'missing'
  if (status === 403) return 'foreign'
  if (status === 413) return 'tooLarge'
  return status < 500 ? 'unusable' : 'broken'
}
