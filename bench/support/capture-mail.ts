/** The bench's alert as one reader gets it, in the parts that nodemailer builds the same mail from. */
import PostalMime from 'postal-mime'
import type { ApiClient } from '../../test/support/api-client.ts'
import type { SmtpSink } from '../../test/support/smtp-sink.ts'
import type { PeerMail } from './peer-mailer.ts'

const builtByNodemailer =
  /^(from|to|subject|date|message-id|mime-version|content-type|content-transfer-encoding|dkim-signature)$/

export interface CapturedMail {
  mail: PeerMail
  bytes: number
  /** How many DKIM signatures it carries. */
  signatures: number
}

/** Sends it; there is one reader, and the sink has what it took before. */
export async function captureMail(
  api: ApiClient,
  origin: string,
  sink: SmtpSink,
  alert: object,
): Promise<CapturedMail> {
  const before = sink.messages.length
  const { status, body } = await api.post(origin, '/api/alerts', alert)
  if (status !== 201) throw new Error(`POST /api/alerts answered ${status}: ${JSON.stringify(body)}`)
  const message = (await sink.waitForCount(before + 1, 20_000))[before]
  if (!message) throw new Error('The sink lost its first mail.')
  const { from, subject, text, html, headers } = await PostalMime.parse(message.raw)
  const own = headers.filter(({ key }) => !builtByNodemailer.test(key))
  return {
    mail: {
      from: `${from?.name ?? ''} <${from?.address ?? ''}>`,
      subject: subject ?? '',
      text: text ?? '',
      html: html ?? '',
      headers: Object.fromEntries(own.map(({ key, value }) => [key, value])),
    },
    bytes: message.raw.length,
    signatures: headers.filter(({ key }) => key === 'dkim-signature').length,
  }
}
