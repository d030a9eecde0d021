/** The one form: an address, and a box for marketing that nobody ticked. It works without script. */
import { type Html, html } from '../web/index.ts'
import { languageField, type PageLanguage } from './page-language.ts'
import { privacyLink, type SiteContext } from './site-context.ts'

export interface SignUpEntry {
  /** As it was typed. */
  address: string
  marketing: boolean
  problem: string
}

/**
 * `novalidate`: browsers refuse international addresses that are valid, and say what is wrong in bubbles that
 * vanish; the server judges, and says so beside the field.
 */
export function signUpForm(
  { config }: Pick<SiteContext, 'config'>,
  language: PageLanguage,
  entry: SignUpEntry | null = null,
): Html | Promise<Html> {
  const { form } = language.text.site
  const { wording } = language.text.consent
  const refused = entry && html`aria-invalid="true" aria-describedby="address-problem" autofocus`
  return html`<form class="sign-up" id="sign-up" method="post" action="/subscribe" novalidate>
${languageField(language)}
<h2>${form.heading}</h2>
<label for="address">${form.address}</label>
<input id="address" name="address" type="email" required autocomplete="email" autocapitalize="off" spellcheck="false" value="${entry?.address ?? ''}" ${refused ?? ''}>
${entry ? html`<p class="problem" id="address-problem">${entry.problem}</p>` : ''}
<p class="small">${wording.alerts}</p>
<label class="choice"><input type="checkbox" name="marketing" value="yes"${entry?.marketing ? html` checked` : ''}> <span>${wording.marketing}</span></label>
<button class="signal">${form.button}</button>
<p class="small"><a class="tap" href="${privacyLink(config, language)}">${form.privacy}</a></p>
</form>`
}
