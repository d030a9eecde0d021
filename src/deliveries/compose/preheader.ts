import type { AlertMail } from './alert-mail.ts'
import { oneLine, paragraphsOf } from './neutral-text.ts'

const limits = { length: 180, bytes: 600 }

/**
 * The line an inbox shows after the subject: the editor's own, else what changed or was wrong, else the
 * first of the summary that does not say the headline again, else the fallback. Empty when that does too.
 */
export function chosenPreheader(mail: AlertMail, headline: string, fallback: string): string {
  const candidates = [
    mail.preheader ?? '',
    mail.kind === 'update' ? (mail.whatChanged ?? '') : '',
    mail.kind === 'correction' || mail.kind === 'retraction' ? (mail.whatWasWrong ?? '') : '',
    ...paragraphsOf(mail.summary),
    fallback,
  ]
  for (const candidate of candidates) {
    const line = oneLine(candidate, limits)
    if (line !== '' && !repeats(line, headline)) return line
  }
  return ''
}

function repeats(line: string, headline: string): boolean {
  const [a, b] = [folded(line), folded(headline)]
  return a.includes(b) || b.includes(a)
}

/** Without case, punctuation and spacing; whole when nothing else is in it. */
function folded(value: string): string {
  const lower = value.normalize('NFKC').toLowerCase()
  return lower.replace(/[^\p{L}\p{N}]/gu, '') || lower
}
