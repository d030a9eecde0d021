/**
 * A message built once by nodemailer, then cut where readers differ: the `Message-ID` line, which gives
 * way to all personal header lines, and each mark in a body, which gives way to one value.
 * What always holds: quoted-printable bodies, no line over 998 bytes, the same bytes for the same input.
 */
import { createHash } from 'node:crypto'
import MailComposer from 'nodemailer/lib/mail-composer'
import { encodeWord } from 'nodemailer/lib/mime-funcs'
import type { Mailbox } from './alert-mail.ts'
import { nameLimits, oneLine } from './neutral-text.ts'

export interface TemplateInput {
  from: Mailbox
  subject: string
  sentAt: number
  headers: Readonly<Record<string, string>>
  text: string
  html: string | null
}

/**
 * Quoted-printable may have broken a mark over two lines: a soft break counts between any two letters.
 * One pattern for all marks, as compiling one costs more than building a mail; no two finds can overlap,
 * because a mark's first letter is in none of its other places.
 */
const anyMark = /Message-ID: <t[0-9a-f]{24}@[a-z.]+>\r\n|t(?:(?:=\r\n)?[0-9a-f]){24}/g

/** Letters and digits only, so that quoted-printable leaves it as it is; not to be guessed by a source. */
export function markFor(...seed: string[]): string {
  return `t${createHash('sha256').update(JSON.stringify(seed)).digest('hex').slice(0, 24)}`
}

/**
 * The pieces around the cuts: what comes before the personal headers, then what follows each cut.
 * Throws when the built message does not hold exactly `cuts` marks besides the headers'.
 */
export async function cutMessage(input: TemplateInput, mark: string, cuts: number): Promise<Buffer[]> {
  const message = await build(input, mark)
  const pieces: Buffer[] = []
  let from = 0
  for (const found of message.toString('latin1').matchAll(anyMark)) {
    if (!found[0].replaceAll('=\r\n', '').includes(mark)) continue
    pieces.push(message.subarray(from, found.index))
    from = found.index + found[0].length
  }
  pieces.push(message.subarray(from))
  if (pieces.length !== cuts + 2)
    throw new Error(`expected ${cuts + 1} places to fill in the built message, found ${pieces.length - 1}`)
  return pieces
}

async function build({ from, subject, sentAt, headers, text, html }: TemplateInput, mark: string) {
  const composer = new MailComposer({
    from: { name: oneLine(from.name, nameLimits), address: from.address },
    date: new Date(sentAt),
    messageId: `<${mark}@tocsin.invalid>`,
    headers: Object.entries({ Subject: unstructured(subject), ...headers }).map(([key, value]) => ({
      key,
      value: { prepared: true, foldLines: key === 'Subject', value },
    })),
    text,
    ...(html === null ? {} : { html }),
    // Left to itself it picks 7bit for short ASCII, where a long value could not be filled in.
    encoding: 'quoted-printable',
    baseBoundary: markFor(mark, 'boundary'),
    newline: '\r\n',
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return composer.compile().build()
}

/** RFC 2047; also for what only looks encoded: a headline `=?utf-8?…?=` must arrive as it was written. */
function unstructured(value: string): string {
  return /^[\x20-\x7e]*$/.test(value) && !value.includes('=?') ? value : encodeWord(value, 'B', 52)
}
