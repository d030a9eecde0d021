import type { SingleMail } from './alert-mail.ts'
import { cutMessage, markFor } from './message-template.ts'
import { oneLine } from './neutral-text.ts'
import { addressLines } from './personal-lines.ts'
import { languageTag } from './text-direction.ts'

const ours = /^(?:from|sender|to|cc|bcc|subject|date|message-id|mime-version|content-.*|auto-submitted)$/i
const subjectLimits = { length: 250, bytes: 900 }

/**
 * A mail to one person, as `composeAlert` would write it: CRLF, not dot-stuffed. Throws on a header that is
 * ours or holds anything but printable ASCII, and `mail.unfillable` on an address that cannot be written.
 */
export async function composeSingle(mail: SingleMail): Promise<Uint8Array> {
  for (const [name, value] of Object.entries(mail.headers ?? {})) {
    if (!/^[a-z][a-z0-9-]*$/i.test(name) || ours.test(name) || !/^[\x20-\x7e]{1,900}$/.test(value))
      throw new Error(`header ${JSON.stringify(name)} must be a further one, of printable ASCII`)
  }
  const personal = addressLines(mail.to, mail.messageId, [])
  const mark = markFor(JSON.stringify(mail))
  const [before, after] = await cutMessage(
    {
      from: mail.from,
      subject: oneLine(mail.subject, subjectLimits),
      sentAt: mail.sentAt,
      headers: {
        ...mail.headers,
        'Auto-Submitted': 'auto-generated',
        'Content-Language': languageTag(mail.language),
      },
      text: mail.text.toWellFormed(),
      html: mail.html,
    },
    mark,
    0,
  )
  if (!before || !after) throw new Error('a single mail has two pieces')
  return Buffer.concat([before, Buffer.from(personal), after])
}
