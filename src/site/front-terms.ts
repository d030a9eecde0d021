/** What somebody should know before they type an address: how often, what counts as breaking, who runs this. */
import { countSentAlerts } from '../alerts/index.ts'
import type { FrontText } from '../text/index.ts'
import { type Html, html } from '../web/index.ts'
import type { PageLanguage } from './page-language.ts'
import { type SiteContext, senderName } from './site-context.ts'
import { contactLink } from './site-page.ts'

const dayMs = 24 * 3_600_000
const windowDays = 60
/** Of less, a pace would be a guess. */
const least = { days: 14, mails: 4 }

export async function frontTerms(context: SiteContext, { text }: PageLanguage): Promise<Html> {
  const { often, breaking, who } = text.site.front
  const { name, postalAddress, contact } = context.config.operator
  const at = context.clock.now()
  const counted = await countSentAlerts(context.store.read, at - windowDays * dayMs)
  const named = [name, postalAddress].filter(Boolean).join(', ')
  return html`<dl class="terms">
<div><dt>${often.label}</dt><dd>${howOften(often, { ...counted, at })}</dd></div>
<div><dt>${breaking.label}</dt><dd>${breaking.text}</dd></div>
<div><dt>${who.label}</dt><dd>${named ? html`<bdi>${named}</bdi>` : who.unknown(senderName(context.config))} ${contact ? contactLink(contact) : ''}</dd></div>
</dl>`
}

/** `sent` in the last 60 days; a younger server goes by the days that it has. */
export function howOften(
  words: FrontText['often'],
  { sent, firstAt, at }: { sent: number; firstAt: number | null; at: number },
): string {
  if (firstAt === null) return words.never
  const days = Math.min(windowDays, Math.max(1, Math.ceil((at - firstAt) / dayMs)))
  if (days < least.days || sent < least.mails) return words.soFar({ mails: sent, days })
  const perDay = sent / days
  if (perDay >= 1.5) return words.steady({ mails: Math.round(perDay), per: 'day', days })
  if (perDay * 7 >= 1) return words.steady({ mails: Math.round(perDay * 7), per: 'week', days })
  return words.steady({ mails: Math.round(perDay * 30), per: 'month', days })
}
