import { createSigner, type DkimKey } from '../dkim/index.ts'
import type { WireMail } from '../wire-mail.ts'
import type { SingleMail } from './alert-mail.ts'
import { dotStuff } from './dot-stuff.ts'
import { buildMessage, markFor } from './message-template.ts'
import { oneLine } from './neutral-text.ts'
import { addressLines, isAscii } from './personal-lines.ts'
import { languageTag } from './text-direction.ts'

const ours = /^(?:from|sender|to|cc|bcc|subject|date|message-id|mime-version|content-.*|auto-submitted)$/i
const subjectLimits = { length: 250, bytes: 900 }

/**
 * A mail to one person, signed if there are keys. Throws on a header that is ours, comes twice or holds
 * anything but printable ASCII, and `mail.unfillable` on an address that cannot be written.
 */
export async function composeSingle(mail: SingleMail, keys: readonly DkimKey[]): Promise<WireMail> {
  checkFurtherHeaders(mail.headers ?? {})
  const personal = addressLines(mail.to, mail.messageId, [])
  const built = await buildMessage(
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
      html: mail.html?.toWellFormed() ?? null,
    },
    markFor(JSON.stringify(mail)),
    0,
  )
  const headers = personal + built.headers
  const body = built.body.join('')
  const signatures = await createSigner({ headers, body: [body], signedAt: mail.sentAt }, keys).sign('', [])
    .lines
  const message = `${signatures}${headers}\r\n${body}`
  return {
    wire: Buffer.from(dotStuff(message), 'latin1'),
    sizeBytes: message.length,
    eightBit: !isAscii(message),
  }
}

function checkFurtherHeaders(headers: Readonly<Record<string, string>>): void {
  const names = new Set<string>()
  for (const [name, value] of Object.entries(headers)) {
    const bad = !/^[a-z][a-z0-9-]*$/i.test(name) || ours.test(name) || names.has(name.toLowerCase())
    if (bad || !/^[\x20-\x7e]{1,900}$/.test(value))
      throw new Error(`header ${JSON.stringify(name)} must be a further one, of printable ASCII`)
    names.add(name.toLowerCase())
  }
}
