/** The front door: what this is, on what terms, the latest alert in full, then the form; and what was sent before. */
import { listTopics } from '../subscribers/index.ts'
import type { RequestContext } from '../web/index.ts'
import { html } from '../web/index.ts'
import { alertList } from './alerts/alert-list.ts'
import { latestAlert } from './alerts/latest-alert.ts'
import { latestAlerts } from './alerts/latest-alerts.ts'
import { frontTerms } from './front-terms.ts'
import { type PageLanguage, pageLanguage, pathIn } from './page-language.ts'
import { keepPages } from './public-page.ts'
import { answerFormPage } from './sign-up/form-page.ts'
import { type SignUpEntry, signUpForm } from './sign-up/sign-up-form.ts'
import { type SiteContext, senderName } from './site-context.ts'
import { sitePage } from './site-page.ts'
import { topicsAsked } from './topics/topic-links.ts'

const alertsShown = 5
/** Stands behind the wake-up, which may be lost. */
const keepMs = 1_000

/** GET /. Rendered when an alert changed, not when a reader comes, who gets it with a token of their own. */
export function frontPage(context: SiteContext): (c: RequestContext) => Promise<Response> {
  const kept = keepPages(context.clock, keepMs, language =>
    renderFrontPage(context, language, { token: '', entry: null }),
  )
  context.store.onWake(['alerts'], kept.forget)
  return async c => answerFormPage(context, c, (await kept.get(pageLanguage(c, context))).content)
}

/** `entry`: what was typed, when the form comes back. An empty token is filled in by `answerFormPage`. */
export async function renderFrontPage(
  context: SiteContext,
  language: PageLanguage,
  { token, entry }: { token: string; entry: SignUpEntry | null },
): Promise<string> {
  const text = language.text.site
  const name = senderName(context.config)
  const offered = (await listTopics(context.store.read)).some(({ retired }) => !retired)
  const [latest, ...earlier] = await latestAlerts(context.store.read, { limit: alertsShown })
  return sitePage(context, {
    language,
    title: entry ? text.form.failedTitle(name) : text.front.title(name),
    description: text.front.lead(name),
    ...(entry ? {} : { canonicalPath: '/' }),
    body: html`<div class="front">
<div class="measure">
<h1>${text.front.headline}</h1>
<p>${text.front.lead(name)}</p>
<p class="jump"><a class="tap" href="#sign-up">${text.form.heading}</a></p>
${await frontTerms(context, language)}
</div>
${latest ? latestAlert(language, latest) : html`<div class="now"><h2>${text.front.latest}</h2><p class="empty">${text.alerts.empty}</p></div>`}
<div class="measure">
${await topicsAsked(context.store.read, language, entry?.topics ?? [])}
${signUpForm(context, language, { token, entry })}
${offered ? html`<p><a class="tap" href="${pathIn(language, '/topics')}">${language.text.topics.link}</a></p>` : ''}
</div>
${
  earlier.length > 0
    ? html`<section class="earlier" aria-labelledby="earlier">
<h2 id="earlier">${text.front.earlier}</h2>
${alertList(language, earlier, 'h3')}
<p class="small"><a class="tap" href="${pathIn(language, '/alerts')}">${text.alerts.all}</a></p>
</section>`
    : ''
}
</div>`,
  })
}
