/**
 * A message built once by nodemailer, then cut where readers differ: the `Message-ID` line is left out, for
 * all personal header lines come before the others, and each mark in a body gives way to one value.
 * Every character of what comes out stands for one octet. What always holds: quoted-printable bodies, every
 * line ended by CRLF and none over 998 bytes, the same bytes for the same input.
 */
import { createHash } from 'node:crypto'
import MailComposer from 'nodemailer/lib/mail-composer'
import { encodeWord, foldLines } from 'nodemailer/lib/mime-funcs'
import type { Mailbox } from './alert-mail.ts'
import { wholeLines } from './dot-stuff.ts'
import { nameLimits, oneLine } from './neutral-text.ts'
import { addressSpec, utf8Octets } from './personal-lines.ts'

const nowhere = 'tocsin.invalid'

export interface TemplateInput {
  from: Mailbox
  subject: string
  sentAt: number
  headers: Readonly<Record<string, string>>
  text: string
  html: string | null
}

export interface BuiltMessage {
  /** Whole lines, without the empty one that ends them. */
  headers: string
  /** The pieces around the marks, each of which but the first begins after a soft line break. */
  body: string[]
}

/**
 * Quoted-printable may have broken a mark over two lines: a soft break counts between any two letters.
 * One pattern for all marks, as compiling one costs more than building a mail; no two finds can overlap,
 * because a mark's first letter is in none of its other places.
 */
const anyMark = /t(?:(?:=\r\n)?[0-9a-f]){24}/g

/** Letters and digits only, so that quoted-printable leaves it as it is; not to be guessed by a source. */
export function markFor(...seed: string[]): string {
  return `t${createHash('sha256').update(JSON.stringify(seed)).digest('hex').slice(0, 24)}`
}

/** Throws when the built message does not hold exactly `cuts` marks besides the headers'. */
export async function buildMessage(input: TemplateInput, mark: string, cuts: number): Promise<BuiltMessage> {
  const message = wholeLines((await build(input, mark)).toString('latin1'))
  const end = message.indexOf('\r\n\r\n') + 2
  const others = message.slice(0, end).replace(`Message-ID: <${mark}@${nowhere}>\r\n`, '')
  if (others.length === end) throw new Error('the built message has no Message-ID line of the expected form')
  const body = cutBody(message.slice(end + 2), mark)
  if (body.length !== cuts + 1)
    throw new Error(`expected ${cuts} places to fill in the built message, found ${body.length - 1}`)
  return { headers: fromLine(input.from) + others, body }
}

function cutBody(body: string, mark: string): string[] {
  const pieces: string[] = []
  let from = 0
  for (const found of body.matchAll(anyMark)) {
    if (found[0].replaceAll('=\r\n', '') !== mark) continue
    pieces.push(body.slice(from, found.index))
    from = found.index + found[0].length
  }
  return [...pieces, body.slice(from)]
}

async function build({ subject, sentAt, headers, text, html }: TemplateInput, mark: string) {
  const composer = new MailComposer({
    date: new Date(sentAt),
    messageId: `<${mark}@${nowhere}>`,
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

/** RFC 5322 §3.4. Not nodemailer's own, which leaves a name that only looks encoded as it is. */
function fromLine({ name, address }: Mailbox): string {
  const line = oneLine(name, nameLimits)
  const coded = unstructured(line)
  const phrase = coded === line ? `"${line.replace(/["\\]/g, '\\$&')}"` : coded
  return `${foldLines(`From: ${line && phrase} ${utf8Octets(addressSpec(address))}`)}\r\n`
}

/** RFC 2047; also for what only looks encoded: a headline `=?utf-8?…?=` must arrive as it was written. */
function unstructured(value: string): string {
  return /^[\x20-\x7e]*$/.test(value) && !value.includes('=?') ? value : encodeWord(value, 'B', 52)
}
