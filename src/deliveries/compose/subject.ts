import type { MailText } from '../../text/index.ts'
import type { AlertMail } from './alert-mail.ts'
import { oneLine } from './neutral-text.ts'

export const headlineLimits = { length: 250, bytes: 900 }

/**
 * An update keeps the first subject, so that every client threads it; a correction or retraction has its
 * own, so that nobody misses it: its first word is ours, in the reader's language.
 */
export function subjectOf(mail: AlertMail, text: MailText): string {
  const headline = oneLine(mail.headline, headlineLimits) || text.untitled
  const subject = prefixed(mail, text, headline)
  return mail.isTest ? text.subject.test + subject : subject
}

function prefixed(mail: AlertMail, { subject }: MailText, headline: string): string {
  switch (mail.kind) {
    case 'alert':
      return headline
    case 'update':
      return `Re: ${firstSubject(mail, headline)}`
    case 'correction':
      return subject.correction + headline
    case 'retraction':
      return subject.retraction + headline
  }
}

function firstSubject(mail: AlertMail, headline: string): string {
  const subject = oneLine(mail.original?.subject ?? '', headlineLimits)
  return subject.replace(/^(?:re: *)+/i, '') || headline
}
