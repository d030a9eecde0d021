/** What is in the built-in mailbox, for its pages. Mails are parsed when they are read, and so is what parses them loaded. */
import type { Read } from '../../store/index.ts'

export interface MailboxRow {
  id: number
  receivedAt: number
  /** Envelope sender and recipients. */
  from: string
  to: string
  subject: string
}

export interface MailboxMail extends MailboxRow {
  /** In the order they came. */
  headers: { name: string; value: string }[]
  html: string | null
  text: string | null
  /** As it came. */
  raw: string
}

/** The newest first. */
export async function listMailbox(read: Read, { limit }: { limit: number }): Promise<MailboxRow[]> {
  const rows = await read
    .selectFrom('mailbox_mails')
    .select(['id', 'received_at', 'envelope_from', 'envelope_to', 'subject'])
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
  return rows.map(mailboxRow)
}

export async function readMailboxMail(read: Read, id: number): Promise<MailboxMail | null> {
  const row = await read.selectFrom('mailbox_mails').selectAll().where('id', '=', id).executeTakeFirst()
  if (!row) return null
  const raw = Buffer.from(row.raw, 'base64')
  const { default: PostalMime } = await import('postal-mime')
  const mail = await PostalMime.parse(raw)
  return {
    ...mailboxRow(row),
    headers: mail.headers.map(({ originalKey, value }) => ({ name: originalKey, value })),
    html: mail.html ?? null,
    text: mail.text ?? null,
    raw: raw.toString('utf8'),
  }
}

function mailboxRow(row: {
  id: number
  received_at: number
  envelope_from: string
  envelope_to: string
  subject: string
}): MailboxRow {
  const { id, received_at: receivedAt, envelope_from: from, envelope_to: to, subject } = row
  return { id, receivedAt, from, to, subject }
}
