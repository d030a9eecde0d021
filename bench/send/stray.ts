/** One message to the sink that is in nobody's books. */
import { createTransport } from 'nodemailer'

export async function sendStray(port: number): Promise<void> {
  const transport = createTransport({ host: '127.0.0.1', port, ignoreTLS: true })
  await transport.sendMail({ from: 'stray@example.org', to: 'stray@example.org', text: 'Nobody knows me.' })
  transport.close()
}
