/**
 * The one form: an address, and a box for marketing that nobody ticked. It works without script. When it comes back, it
 * says beside the field why, and what was typed is still there; what has the focus is what to do next, far down as the form is.
 */
import { type Html, html } from '../../web/index.ts'
import { languageField, type PageLanguage } from '../page-language.ts'
import { privacyLink, type SiteContext } from '../site-context.ts'

export interface SignUpEntry {
  /** As it was typed. */
  address: string
  marketing: boolean
  /** Slugs. */
  topics: readonly string[]
  /** What is wrong with the address; null: nothing. */
  problem: string | null
  /** "Did you mean …?"; null: no slip was seen. */
  suggestion: string | null
  /** Above the form: nothing is wrong, but it must be pressed once more. */
  note: string | null
}

type Part = Html | Promise<Html> | ''

/**
 * `token`: see `sign-up/form-token.ts`. `novalidate`: browsers refuse international addresses that are valid, and say what
 * is wrong in bubbles that vanish; the server judges, and says so beside the field.
 */
export function signUpForm(
  { config }: Pick<SiteContext, 'config'>,
  language: PageLanguage,
  { token, entry = null }: { token: string; entry?: SignUpEntry | null },
): Html | Promise<Html> {
  const { signUp, consent, site } = language.text
  const { wording } = consent
  const { form } = site
  const problem = entry?.problem ?? (entry?.suggestion ? signUp.looksLikeSlip : null)
  const refused = problem && html`aria-invalid="true" aria-describedby="address-problem" autofocus`
  return html`<form class="sign-up" id="sign-up" method="post" action="/subscribe" novalidate>
${languageField(language)}
<h2>${form.heading}</h2>
${entry?.note ? html`<p class="problem" role="alert">${entry.note}</p>` : ''}
<label for="address">${form.address}</label>
<input id="address" name="address" type="email" required autocomplete="email" autocapitalize="off" spellcheck="false" value="${entry?.address ?? ''}" ${refused ?? ''}>
${problem ? html`<p class="problem" id="address-problem">${problem}</p>` : ''}
${trap(signUp.leaveEmpty)}
<input type="hidden" name="token" value="${token}">
${(entry?.topics ?? []).map(slug => html`<input type="hidden" name="topics" value="${slug}">`)}
<p class="small">${wording.alerts}</p>
<label class="choice"><input type="checkbox" name="marketing" value="yes"${entry?.marketing ? html` checked` : ''}> <span>${wording.marketing}</span></label>
${entry?.suggestion ? slipButtons(entry, signUp) : html`<button class="signal"${entry?.note && !problem ? html` autofocus` : ''}>${form.button}</button>`}
<p class="small"><a class="tap" href="${privacyLink(config, language)}">${form.privacy}</a></p>
</form>`
}

/** For programs that fill in every field. People do not see it, screen readers do not read it, Tab does not reach it. */
function trap(leaveEmpty: string): Part {
  return html`<div class="elsewhere" aria-hidden="true"><label>${leaveEmpty} <input name="website" tabindex="-1" autocomplete="off"></label></div>`
}

/** `hinted`: about this address nobody is asked a second time. */
function slipButtons(
  { address, suggestion }: SignUpEntry,
  words: { didYouMean(address: string): string; asTyped: string },
): Part {
  if (!suggestion) return ''
  return html`<input type="hidden" name="hinted" value="${address}">
<p class="actions"><button class="signal" name="instead" value="${suggestion}">${words.didYouMean(suggestion)}</button>
<button>${words.asTyped}</button></p>`
}
