import { TocsinError } from '../../errors.ts'
import { html, type RequestContext } from '../../web/index.ts'
import { pageLanguage, pathIn } from '../page-language.ts'
import { answerPublicPage, publicPage } from '../public-page.ts'
import { type SiteContext, senderName } from '../site-context.ts'
import { sitePage } from '../site-page.ts'
import { alertList } from './alert-list.ts'
import { latestAlerts } from './latest-alerts.ts'

const perPage = 20

/** GET /alerts and /alerts?before=ID: everything that was sent, page by page. */
export async function archive(context: SiteContext, c: RequestContext): Promise<Response> {
  const language = pageLanguage(c, context)
  const { alerts: words } = language.text.site
  const name = senderName(context.config)
  const before = readBefore(c.req.query('before'))
  const page = before === null ? { limit: perPage + 1 } : { before, limit: perPage + 1 }
  const found = await latestAlerts(context.store.read, page)
  const alerts = found.slice(0, perPage)
  const older = found.length > perPage ? alerts.at(-1) : undefined
  const content = await sitePage(context, {
    language,
    title: `${words.title} – ${name}`,
    description: words.lead(name),
    canonicalPath: before === null ? '/alerts' : `/alerts?before=${before}`,
    body: html`<div class="measure">
<h1>${words.title}</h1>
<p>${words.lead(name)}</p>
${alerts.length > 0 ? alertList(language, alerts, 'h2') : html`<p class="empty">${before === null ? words.empty : words.none}</p>`}
<p class="pages">${older ? html`<a class="tap" rel="next" href="${pathIn(language, `/alerts?before=${older.id}`)}">${words.older}</a>` : ''}
${before === null ? '' : html`<a class="tap" href="${pathIn(language, '/alerts')}">${words.newest}</a>`}</p>
</div>`,
  })
  return answerPublicPage(c, publicPage(content))
}

function readBefore(value: string | undefined): number | null {
  if (value === undefined) return null
  if (/^[1-9]\d{0,14}$/.test(value)) return Number(value)
  throw new TocsinError('request.not-found', 'There is no such page of alerts.')
}
