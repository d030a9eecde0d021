/**
 * An alert -> one message, built once, and a function that fills in a reader. Filling is joining strings
 * and copying bytes, so that composing never holds up sending. A filled message stays under 30 kB,
 * whatever comes in: a summary that is too long ends at a word, with a link to the alert's page.
 */
import { domainToASCII } from 'node:url'
import type { AlertMail, ComposedAlert, Recipient } from './alert-mail.ts'
import { mailContent } from './mail-content.ts'
import { cutMessage, markFor } from './message-template.ts'
import { checkedUrl, personalLines, quotedPrintable } from './personal-lines.ts'
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
  let pieces: Buffer[] = []
  let bodyBytes = 0
  for (bodyBytes of bodyBudgets) {
    const content = mailContent(mail, bodyBytes)
    pieces = await cutMessage(
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
    if (pieces.reduce((sum, piece) => sum + piece.length, 0) <= mostTemplateBytes) break
  }
  const content = mailContent(mail, bodyBytes)
  const front = { leaveLink: mail.publicUrl }
  return {
    subject,
    fill: fillerOf(pieces),
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

function fillerOf(pieces: readonly Buffer[]): (recipient: Recipient) => Uint8Array {
  const [top, middle, between, end] = pieces
  if (!top || !middle || !between || !end) throw new Error('an alert has four pieces')
  const fixedBytes = top.length + middle.length + between.length + end.length
  return recipient => {
    const headers = personalLines(recipient)
    const url = checkedUrl('unsubscribeUrl', recipient.unsubscribeUrl)
    const inText = quotedPrintable(url)
    const inHtml = quotedPrintable(url.replaceAll('&', '&amp;').replaceAll("'", '&#39;'))
    const headerBytes = Buffer.byteLength(headers)
    const message = Buffer.allocUnsafe(fixedBytes + headerBytes + inText.length + inHtml.length)
    let at = top.copy(message)
    at += message.write(headers, at, 'utf8')
    at += middle.copy(message, at)
    at += message.write(inText, at, 'latin1')
    at += between.copy(message, at)
    at += message.write(inHtml, at, 'latin1')
    end.copy(message, at)
    return message
  }
}
