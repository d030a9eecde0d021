import { en } from './en.ts'
import type { MailText } from './mail-text.ts'

export type { MailText } from './mail-text.ts'

const texts: Readonly<Record<string, MailText>> = { en }

/** The words for a mail in this language (BCP 47); English where there are none yet. */
export function mailText(language: string): MailText {
  return texts[language.split('-', 1)[0]?.toLowerCase() ?? ''] ?? en
}
