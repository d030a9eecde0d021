/** For tests: an ordinary alert, and a reader of it. */
import PostalMime, { type Email } from 'postal-mime'
import { createTexts, type MailText } from '../../text/index.ts'
import type { WireMail } from '../wire-mail.ts'
import type { AlertMail, Recipient } from './alert-mail.ts'
import { composeAlert } from './compose-alert.ts'
import { createFiller } from './create-filler.ts'

export const sampleMail: AlertMail = {
  alertId: 'a1',
  kind: 'alert',
  priority: 'breaking',
  headline: 'Parliament votes to dissolve',
  summary: 'The vote was 312 to 288.\n\nElections follow within sixty days.',
  preheader: null,
  url: 'https://www.news.example/2026/11/dissolved?id=2&from=wire',
  permanentUrl: 'https://alerts.example.org/alerts/a1',
  sourceName: 'Example Wire',
  saidAt: Date.UTC(2026, 10, 23, 18, 2),
  sentAt: Date.UTC(2026, 10, 23, 18, 3),
  timeZone: 'Europe/Berlin',
  language: 'en',
  whatChanged: null,
  whatWasWrong: null,
  original: null,
  operator: {
    name: 'The Daily Example',
    postalAddress: '12 Bell Lane, London',
    contact: 'desk@example.org',
    privacyUrl: null,
  },
  accent: null,
  publicUrl: 'https://alerts.example.org',
  from: { name: 'The Daily Example', address: 'alerts@example.org' },
  isTest: false,
}

export const firstAlert = {
  headline: 'Parliament votes to dissolve',
  subject: 'Parliament votes to dissolve',
  sentAt: Date.UTC(2026, 10, 23, 17, 0),
}

export const sampleReader: Recipient = {
  address: 'jane.doe@example.com',
  messageId: '<a1.s1@alerts.example.org>',
  references: [],
  reason: null,
  choicesToken: '2s.fk9.choosing',
  leaveToken: '2s.leaving',
}

export const english = createTexts().of('en').mail

export const sampleReason = english.why('because you signed up for all alerts')
export const sampleWords = { text: english, reason: sampleReason }

/** For a reader from right to left. */
export const arabic: MailText = {
  ...english,
  language: 'ar',
  direction: 'rtl',
  kicker: { ...english.kicker, breaking: 'عاجل', correction: 'تصحيح' },
  subject: { ...english.subject, correction: 'تصحيح: ' },
  whatWasWrong: 'ما كان خطأ',
  leave: 'أوقف استلام هذه التنبيهات',
}

/** The pages behind a reader's links in the sample. */
export const linksOf = ({ choicesToken, leaveToken }: Recipient) => ({
  choices: `https://alerts.example.org/choices/${choicesToken}?alert=a1`,
  leave: `https://alerts.example.org/unsubscribe/${leaveToken}`,
})

/** The message as a mail client reads it, and its header names in the order they stand in. */
export async function opened(message: Uint8Array): Promise<Email & { html: string; text: string }> {
  const email = await PostalMime.parse(message)
  return { ...email, html: email.html ?? '', text: email.text ?? '' }
}

export function headerOf(email: Email, name: string): string | undefined {
  return email.headers.find(header => header.key === name)?.value
}

export function longestLine(message: Uint8Array): number {
  const lines = Buffer.from(message).toString('latin1').split('\r\n')
  return Math.max(...lines.map(line => line.length))
}

/** What stands in the first such element, as a reader sees it. */
export function textIn(html: string, element: string): string {
  const inner = new RegExp(`<${element}\\b[^>]*>([\\s\\S]*?)</${element}>`).exec(html)?.[1] ?? ''
  return unescaped(inner.replace(/<[^>]*>/g, ''))
}

export function unescaped(html: string): string {
  return html
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
}

export function hrefsOf(html: string): string[] {
  return [...html.matchAll(/href="([^"]*)"/g)].map(match => unescaped(match[1] ?? ''))
}

/** Once it is signed. */
export async function whole({ complete, ...mail }: WireMail): Promise<WireMail> {
  await complete
  return mail
}

/** What a relay reads: the message without dot-stuffing (RFC 5321 §4.5.2). */
export function received(mail: WireMail): Buffer {
  const octets = Buffer.from(mail.wire).toString('latin1')
  return Buffer.from(octets.replace(/(^|\r\n)\./g, '$1'), 'latin1')
}

/** An alert's mail to one reader, as a relay reads it. */
export async function sent(
  mail: AlertMail,
  reader: Recipient = sampleReader,
  text = english,
): Promise<Buffer> {
  const { template } = await composeAlert(mail, { text, reason: sampleReason })
  return received(await createFiller(template, []).fill(reader))
}

/** The sample composed, filled in and opened, with what a test changes of it. */
export async function mailed(
  change: Partial<AlertMail> = {},
  reader: Partial<Recipient> = {},
  text: MailText = english,
) {
  const message = await sent({ ...sampleMail, ...change }, { ...sampleReader, ...reader }, text)
  return { message, email: await opened(message) }
}
