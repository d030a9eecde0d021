import { createTexts, type MailText } from '../../text/index.ts'

export type { MailText } from '../../text/index.ts'

/** The words for a mail in this language (BCP 47). */
export function mailText(language: string): MailText {
  return createTexts().of(language).mail
}
