/** What a relay wrote -> a reply for records and pages, harmless whatever it wrote. */

export interface SmtpReply {
  /** 200..599 */
  code: number
  /** RFC 3463, such as `5.1.1`; null without one, or with one of another class than the code. */
  enhanced: string | null
  /** At most 1,000 characters, without control and formatting characters. */
  text: string
}

const maxTextLength = 1000
const enhancedCode = /^([245])\.\d{1,3}\.\d{1,3}(?=\s|$)/
const printableAscii = /^[ -~]*$/

export function smtpReply(code: number, lines: readonly string[]): SmtpReply {
  const first = lines[0] ?? ''
  // RFC 2034 §4: the class must be the first digit of the code, else the two contradict each other.
  const enhanced = enhancedCode.exec(first)
  const agrees = enhanced !== null && Number(enhanced[1]) === Math.floor(code / 100)
  return { code, enhanced: agrees ? enhanced[0] : null, text: plainText(lines) }
}

function plainText(lines: readonly string[]): string {
  const text = (lines.length === 1 ? (lines[0] ?? '') : lines.join(' ')).slice(0, maxTextLength * 2)
  if (printableAscii.test(text)) return text.trim().slice(0, maxTextLength)
  const visible = text.replace(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]+/gu, ' ').trim()
  return visible.slice(0, maxTextLength).toWellFormed()
}
