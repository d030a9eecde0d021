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
import { isAscii, personalLines } from './personal-lines.ts'
import { type ReasonPlaces, reasonPlaces, tokenPlace } from './personal-places.ts'
import type { Scratch } from './scratch.ts'

/**
 * With no keys `fill` is synchronous; with keys it returns a promise, and any number may be under way, each with a
 * `scratch` of its own.
 */
export function createFiller(template: AlertTemplate, keys: readonly DkimKey[]): Filler {
  const shared = sharedPieces(template)
  const personal = personalPieces(template)
  if (keys.length === 0)
    return { fill: (recipient, scratch) => join(shared, '', personal(recipient), scratch) }
  const signer = createSigner({ ...template, signedAt: template.sentAt }, keys)
  return {
    async fill(recipient, scratch) {
      const own = personal(recipient)
      const { reason, choices, leave } = own
      const values = [reason.inText, choices, leave, reason.inHtml, choices, leave]
      return join(shared, await signer.sign(own.lines, values), own, scratch)
    },
  }
}

/** A part's pieces between its places. */
type Between = readonly [afterReason: string, afterChoices: string]

/** Dot-stuffed. */
interface Shared {
  /** Headers with the body's beginning. */
  top: Buffer
  inText: Between
  /** From the text part's last place to the HTML part's first one. */
  middle: Buffer
  inHtml: Between
  end: Buffer
  wireBytes: number
  /** Octets before dot-stuffing. */
  sizeBytes: number
  eightBit: boolean
}

function sharedPieces({ headers, body: [before = '', ...after] }: AlertTemplate): Shared {
  const pieces = [`${headers}\r\n${before}`, ...after]
  const stuffed = pieces.map(dotStuff)
  const [top, text1, text2, middle, html1, html2, end] = stuffed
  if (end === undefined || stuffed.length > 7)
    throw new Error(`six places part seven pieces, not ${pieces.length}`)
  const octets = (piece = '') => Buffer.from(piece, 'latin1')
  return {
    top: octets(top),
    inText: [text1 ?? '', text2 ?? ''],
    middle: octets(middle),
    inHtml: [html1 ?? '', html2 ?? ''],
    end: octets(end),
    wireBytes: stuffed.join('').length,
    sizeBytes: pieces.join('').length,
    eightBit: !isAscii(pieces.join('')),
  }
}

interface Personal {
  lines: string
  reason: ReasonPlaces
  choices: string
  leave: string
}

function personalPieces({ leaveUrl, reason }: AlertTemplate): (recipient: Recipient) => Personal {
  const reasons = reasonPlaces(reason)
  return recipient => ({
    lines: personalLines(recipient, leaveUrl),
    reason: reasons(recipient.reason),
    choices: tokenPlace('choicesToken', recipient.choicesToken),
    leave: tokenPlace('leaveToken', recipient.leaveToken),
  })
}

function join(shared: Shared, signatures: string, personal: Personal, scratch?: Scratch): WireMail {
  const { lines, reason, choices, leave } = personal
  const opening = signatures + lines
  const inText = reason.inText + shared.inText[0] + choices + shared.inText[1] + leave
  const inHtml = reason.inHtml + shared.inHtml[0] + choices + shared.inHtml[1] + leave
  const placesBytes = reason.inText.length + reason.inHtml.length + 2 * (choices.length + leave.length)
  const personalBytes = opening.length + placesBytes
  const bytes = shared.wireBytes + personalBytes
  const wire = scratch ? scratch.take(bytes) : Buffer.allocUnsafe(bytes)
  let at = wire.write(opening, 'latin1')
  at += shared.top.copy(wire, at)
  at += wire.write(inText, at, 'latin1')
  at += shared.middle.copy(wire, at)
  at += wire.write(inHtml, at, 'latin1')
  shared.end.copy(wire, at)
  return {
    wire,
    sizeBytes: shared.sizeBytes + personalBytes,
    eightBit: shared.eightBit || !isAscii(lines),
  }
}
