import type { AlertMail } from './alert-mail.ts'
import { mailText } from './mail-words.ts'
import { oneLine } from './neutral-text.ts'

export const headlineLimits = { length: 250, bytes: 900 }

/**
 * An update keeps the first subject, so that every client threads it; a correction or retraction has its
 * own, so that nobody misses it.
 */
export function subjectOf(mail: AlertMail): string {
  const text = mailText(mail.language)
  const headline = oneLine(mail.headline, headlineLimits) || text.untitled
  const subject = prefixed(mail, headline)
  return mail.isTest ? text.subject.test + subject : subject
}

function prefixed(mail: AlertMail, headline: string): string {
  const { subject } = mailText(mail.language)
  switch (mail.kind) {
    case 'alert':
      return headline
    case 'update':
      return subject.update + firstSubject(mail, headline)
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
