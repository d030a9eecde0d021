/**
 * An alert and a language of its readers -> one message, built once; `createFiller` fills in its readers. A filled
 * message stays under 30 kB, signatures apart, whatever comes in: a summary that is too long ends at a word, with a
 * link to the alert's page.
 */
import { domainToASCII } from 'node:url'
import type { MailText } from '../../text/index.ts'
import type { AlertMail, ComposedAlert, MailWords } from './alert-mail.ts'
import { mailContent } from './mail-content.ts'
import { type BuiltMessage, buildMessage, markFor } from './message-template.ts'
import { checkedUrl } from './personal-lines.ts'
import { renderHtml } from './render-html.ts'
import { type Places, renderText } from './render-text.ts'
import { subjectOf } from './subject.ts'
import { languageTag } from './text-direction.ts'

/** 30 kB less the longest personal headers, reasons and links. */
const mostTemplateBytes = 30_000 - 8_500
/** Tried in turn until the whole fits; the last one always does. */
const bodyBudgets = [6_000, 4_500, 3_000, 1_500, 500]
/** Reason, choices and leave link, in each of two parts. */
const places = 6

/** The same bytes for the same alert, language and recipient, at any time and in any process. */
export async function composeAlert(mail: AlertMail, { text, reason }: MailWords): Promise<ComposedAlert> {
  const subject = subjectOf(mail, text)
  const mark = markFor(JSON.stringify([mail, text.language]))
  const leaveUrl = checkedUrl('publicUrl', `${mail.publicUrl}/unsubscribe/`)
  const marked = markedPlaces(mail, mark, leaveUrl)
  let built: BuiltMessage = { headers: '', body: [] }
  let content = mailContent(mail, text, 0)
  for (const bodyBytes of bodyBudgets) {
    content = mailContent(mail, text, bodyBytes)
    built = await buildMessage(
      {
        from: mail.from,
        subject,
        sentAt: mail.sentAt,
        headers: headersOf(mail, text),
        text: renderText(content, marked),
        html: await renderHtml(content, marked),
      },
      mark,
      places,
    )
    if (built.headers.length + built.body.join('').length <= mostTemplateBytes) break
  }
  const front = { reason, choicesLink: mail.publicUrl, leaveLink: mail.publicUrl }
  return {
    subject,
    template: { ...built, leaveUrl, reason, sentAt: mail.sentAt },
    preview: { subject, html: await renderHtml(content, front), text: renderText(content, front) },
  }
}

function markedPlaces({ alertId, publicUrl }: AlertMail, mark: string, leaveUrl: string): Places {
  const alert = encodeURIComponent(alertId.toWellFormed())
  return {
    reason: mark,
    choicesLink: `${publicUrl}/choices/${mark}?alert=${alert}`,
    leaveLink: leaveUrl + mark,
  }
}

/**
 * No priority headers: they buy nothing in a reader's inbox and cost at spam filters. No Feedback-ID: it
 * would tell a third party which mail is which.
 */
function headersOf(mail: AlertMail, text: MailText): Record<string, string> {
  const host = mail.from.address.slice(mail.from.address.lastIndexOf('@') + 1)
  return {
    'List-Id': `<alerts.${domainToASCII(host) || 'localhost'}>`,
    'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    'Auto-Submitted': 'auto-generated',
    'Content-Language': languagesOf(languageTag(mail.language), text.language).join(', '),
  }
}

/** The alert's own first; ours too where it is another one (RFC 3282). */
function languagesOf(own: string, ours: string): string[] {
  const primary = (tag: string) => new Intl.Locale(tag).language
  return primary(own) === primary(ours) ? [own] : [own, ours]
}
