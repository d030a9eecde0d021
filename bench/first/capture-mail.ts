/** The bench's alert as one reader gets it, in the parts that nodemailer builds the same mail from. */
import PostalMime from 'postal-mime'
import type { ApiClient } from '../../test/support/api-client.ts'
import type { SmtpSink } from '../../test/support/smtp-sink.ts'
import { benchAlert } from './deliveries.ts'
import type { PeerMail } from './peer-mailer.ts'

const builtByNodemailer =
  /^(from|to|subject|date|message-id|mime-version|content-type|content-transfer-encoding)$/

export async function captureMail(
  api: ApiClient,
  origin: string,
  sink: SmtpSink,
): Promise<{ mail: PeerMail; bytes: number }> {
  await api.post(origin, '/api/alerts', benchAlert)
  const [message] = await sink.waitForCount(1, 20_000)
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
  }
}
