/** The mail as it will look, on four screens and as plain text; radio buttons switch it without any script. */
import type { MailPreview } from '../../deliveries/index.ts'
import { type Html, html } from '../../web/index.ts'
import { deskText } from '../text/en.ts'

const looks = ['desktop', 'phone', 'desktop-dark', 'phone-dark', 'text'] as const

/** The frames are sandboxed: nothing in a mail runs, submits or leads away. */
export function previewPane(alertId: number, mail: MailPreview): Html {
  const text = deskText.draft
  const frame = (scheme: 'light' | 'dark') =>
    html`<iframe class="${scheme}" src="/desk/alerts/${alertId}/preview?scheme=${scheme}" title="${text.frameTitle(scheme)}" sandbox="" loading="lazy"></iframe>`
  return html`<section class="preview" aria-labelledby="preview-title">
<h2 id="preview-title">${text.preview}</h2>
<p class="hint"><span data-clean>${text.previewNote}</span><strong data-dirty hidden>${text.unsaved}</strong></p>
<p class="subject">${text.subject}: <strong>${mail.subject}</strong></p>
${looks.map(
  (look, place) =>
    html`<label><input type="radio" name="look" id="look-${look}" ${place === 0 ? html`checked` : ''}>${text.look[look]}</label>`,
)}
<div class="screen">${frame('light')}${frame('dark')}<pre tabindex="0" aria-label="${text.look.text}">${mail.text}</pre></div>
</section>`
}
