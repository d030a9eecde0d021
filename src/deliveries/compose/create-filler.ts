/**
 * What readers share, made ready once -> a function that fills in one reader: a few checks and copies, so
 * that composing never holds up sending.
 * What always holds: a message is dot-stuffed without being looked at again, as every shared piece begins a
 * line and was stuffed as such, and no filled-in line begins with a dot.
 */
import { createSigner, type DkimKey } from '../dkim/index.ts'
import type { WireMail } from '../wire-mail.ts'
import type { AlertTemplate, Filler, Recipient } from './alert-mail.ts'
import { dotStuff } from './dot-stuff.ts'
import { checkedUrl, isAscii, personalLines, quotedPrintable } from './personal-lines.ts'
import type { Scratch } from './scratch.ts'

/**
 * With no keys `fill` is synchronous; with keys it returns a promise, and any number may be under way, each with a
 * `scratch` of its own.
 */
export function createFiller(template: AlertTemplate, keys: readonly DkimKey[]): Filler {
  const shared = sharedPieces(template)
  if (keys.length === 0)
    return { fill: (recipient, scratch) => join(shared, '', personalPieces(recipient), scratch) }
  const signer = createSigner({ ...template, signedAt: template.sentAt }, keys)
  return {
    async fill(recipient, scratch) {
      const personal = personalPieces(recipient)
      const signatures = await signer.sign(personal.lines, [personal.inText, personal.inHtml])
      return join(shared, signatures, personal, scratch)
    },
  }
}

interface Shared {
  /** Dot-stuffed: headers with the body's beginning, and what follows each place of the leave link. */
  top: Buffer
  between: Buffer
  end: Buffer
  wireBytes: number
  /** Octets before dot-stuffing. */
  sizeBytes: number
  eightBit: boolean
}

function sharedPieces({ headers, body: [before, after, last] }: AlertTemplate): Shared {
  const pieces = [`${headers}\r\n${before}`, after, last]
  const [top, between, end] = pieces.map(piece => Buffer.from(dotStuff(piece), 'latin1'))
  if (!top || !between || !end) throw new Error('three pieces became fewer')
  return {
    top,
    between,
    end,
    wireBytes: top.length + between.length + end.length,
    sizeBytes: pieces.join('').length,
    eightBit: !isAscii(pieces.join('')),
  }
}

interface Personal {
  lines: string
  inText: string
  inHtml: string
}

function personalPieces(recipient: Recipient): Personal {
  const url = checkedUrl('unsubscribeUrl', recipient.unsubscribeUrl)
  const inText = quotedPrintable(url)
  const escaped = /[&']/.test(url) ? url.replaceAll('&', '&amp;').replaceAll("'", '&#39;') : url
  const inHtml = escaped === url ? inText : quotedPrintable(escaped)
  return { lines: personalLines(recipient), inText, inHtml }
}

function join(
  shared: Shared,
  signatures: string,
  { lines, inText, inHtml }: Personal,
  scratch?: Scratch,
): WireMail {
  const opening = signatures + lines
  const personalBytes = opening.length + inText.length + inHtml.length
  const bytes = shared.wireBytes + personalBytes
  const wire = scratch ? scratch.take(bytes) : Buffer.allocUnsafe(bytes)
  let at = wire.write(opening, 'latin1')
  at += shared.top.copy(wire, at)
  at += wire.write(inText, at, 'latin1')
  at += shared.between.copy(wire, at)
  at += wire.write(inHtml, at, 'latin1')
  shared.end.copy(wire, at)
  return {
    wire,
    sizeBytes: shared.sizeBytes + personalBytes,
    eightBit: shared.eightBit || !isAscii(lines),
  }
}
