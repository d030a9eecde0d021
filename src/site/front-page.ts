/** The front door: what this is, the form, and what was sent last. */
import type { RequestContext } from '../web/index.ts'
import { html } from '../web/index.ts'
import { alertList } from './alerts/alert-list.ts'
import { latestAlerts } from './alerts/latest-alerts.ts'
import { type PageLanguage, pageLanguage, pathIn } from './page-language.ts'
import { answerPublicPage, keepPages } from './public-page.ts'
import { type SignUpEntry, signUpForm } from './sign-up-form.ts'
import { type SiteContext, senderName } from './site-context.ts'
import { sitePage } from './site-page.ts'

const alertsShown = 5
/** Stands behind the wake-up, which may be lost. */
const keepMs = 1_000

/** GET /. Rendered when an alert changed, not when a reader comes. */
export function frontPage(context: SiteContext): (c: RequestContext) => Promise<Response> {
  const kept = keepPages(context.clock, keepMs, language => renderFrontPage(context, language, null))
  context.store.onWake(['alerts'], kept.forget)
  return async c => answerPublicPage(c, await kept.get(pageLanguage(c, context)))
}

/** `entry`: what was typed and could not be used. */
export async function renderFrontPage(
  context: SiteContext,
  language: PageLanguage,
  entry: SignUpEntry | null,
): Promise<string> {
  const text = language.text.site
  const name = senderName(context.config)
  const alerts = await latestAlerts(context.store.read, { limit: alertsShown })
  return sitePage(context, {
    language,
    title: entry ? text.form.failedTitle(name) : text.front.title(name),
    description: text.front.lead(name),
    ...(entry ? {} : { canonicalPath: '/' }),
    body: html`<div class="front">
<div class="measure">
<h1>${text.front.headline}</h1>
<p>${text.front.lead(name)}</p>
${signUpForm(context, language, entry)}
</div>
<section class="latest" aria-labelledby="latest">
<h2 id="latest">${text.front.latest}</h2>
${alerts.length > 0 ? alertList(language, alerts, 'h3') : html`<p class="empty">${text.alerts.empty}</p>`}
${alerts.length > 0 ? html`<p class="small"><a class="tap" href="${pathIn(language, '/alerts')}">${text.alerts.all}</a></p>` : ''}
</section>
</div>`,
  })
}
