/**
 * An alert -> one message, built once; `createFiller` fills in its readers. A filled message stays under
 * 30 kB, signatures apart, whatever comes in: a summary that is too long ends at a word, with a link to the
 * alert's page.
 */
import { domainToASCII } from 'node:url'
import type { AlertMail, ComposedAlert } from './alert-mail.ts'
import { mailContent } from './mail-content.ts'
import { type BuiltMessage, buildMessage, markFor } from './message-template.ts'
import { renderHtml } from './render-html.ts'
import { renderText } from './render-text.ts'
import { subjectOf } from './subject.ts'

/** 30 kB less the longest personal headers and links. */
const mostTemplateBytes = 30_000 - 8_500
/** Tried in turn until the whole fits; the last one always does. */
const bodyBudgets = [6_000, 4_500, 3_000, 1_500, 500]

/** The same bytes for the same alert and recipient, at any time and in any process. */
export async function composeAlert(mail: AlertMail): Promise<ComposedAlert> {
  const subject = subjectOf(mail)
  const mark = markFor(JSON.stringify(mail))
  const marked = { leaveLink: mark }
  let built: BuiltMessage = { headers: '', body: [] }
  let bodyBytes = 0
  for (bodyBytes of bodyBudgets) {
    const content = mailContent(mail, bodyBytes)
    built = await buildMessage(
      {
        from: mail.from,
        subject,
        sentAt: mail.sentAt,
        headers: headersOf(mail),
        text: renderText(content, marked),
        html: await renderHtml(content, marked),
      },
      mark,
      2,
    )
    if (built.headers.length + built.body.join('').length <= mostTemplateBytes) break
  }
  const [before, between, after] = built.body
  if (before === undefined || between === undefined || after === undefined)
    throw new Error('a body with two places to fill has three pieces')
  const content = mailContent(mail, bodyBytes)
  const front = { leaveLink: mail.publicUrl }
  return {
    subject,
    template: { headers: built.headers, body: [before, between, after], sentAt: mail.sentAt },
    preview: { subject, html: await renderHtml(content, front), text: renderText(content, front) },
  }
}

/**
 * No priority headers: they buy nothing in a reader's inbox and cost at spam filters. No Feedback-ID: it
 * would tell a third party which mail is which.
 */
function headersOf(mail: AlertMail): Record<string, string> {
  const host = mail.from.address.slice(mail.from.address.lastIndexOf('@') + 1)
  return {
    'List-Id': `<alerts.${domainToASCII(host) || 'localhost'}>`,
    'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    'Auto-Submitted': 'auto-generated',
    'Content-Language': mailContent(mail, 0).language,
  }
}
