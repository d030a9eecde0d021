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
import { checkedToken, type ReasonPlaces, reasonPlaces, softBreak } from './personal-places.ts'
import type { Scratch } from './scratch.ts'

/**
 * With keys a message is written but for its signatures, which take their place when they are made; any number may be
 * under way, each with a `scratch` of its own.
 */
export function createFiller(template: AlertTemplate, keys: readonly DkimKey[]): Filler {
  const shared = sharedPieces(template)
  const personal = personalPieces(template)
  if (keys.length === 0)
    return { fill: (recipient, scratch) => write(shared, 0, personal(recipient), scratch) }
  const signer = createSigner({ ...template, signedAt: template.sentAt }, keys)
  return {
    fill(recipient, scratch) {
      const own = personal(recipient)
      const [choices, leave] = [ownLine(own.choices), ownLine(own.leave)]
      const values = [own.reason.inText, choices, leave, own.reason.inHtml, choices, leave]
      const { length, lines } = signer.sign(own.lines, values)
      const mail = write(shared, length, own, scratch)
      const complete = lines.then(signatures => {
        // The message's length was told to the relay by now, and its other octets stand behind.
        if (signatures.length !== length) throw new Error('a signature is not as long as its key says')
        mail.wire.write(signatures, 'latin1')
      })
      return { ...mail, complete }
    },
  }
}

function ownLine(token: string): string {
  return softBreak + token + softBreak
}

/** What stands between the places of a part. */
interface Between {
  afterReason: string
  afterChoices: string
}

/** Dot-stuffed, and with the soft breaks around tokens. */
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

const softBreaksBytes = 8 * softBreak.length

function sharedPieces({ headers, body: [before = '', ...after] }: AlertTemplate): Shared {
  const pieces = [`${headers}\r\n${before}`, ...after]
  const stuffed = pieces.map(dotStuff)
  const [top, text1, text2, middle, html1, html2, end] = stuffed
  if (end === undefined || stuffed.length > 7)
    throw new Error(`six places part seven pieces, not ${pieces.length}`)
  const octets = (piece = '') => Buffer.from(piece, 'latin1')
  const between = (afterReason = '', afterChoices = ''): Between => ({
    afterReason: afterReason + softBreak,
    afterChoices: softBreak + afterChoices + softBreak,
  })
  return {
    top: octets(top),
    inText: between(text1, text2),
    middle: octets(softBreak + middle),
    inHtml: between(html1, html2),
    end: octets(softBreak + end),
    wireBytes: stuffed.join('').length + softBreaksBytes,
    sizeBytes: pieces.join('').length + softBreaksBytes,
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
    choices: checkedToken('choicesToken', recipient.choicesToken),
    leave: checkedToken('leaveToken', recipient.leaveToken),
  })
}

/**
 * Piece by piece: a longer string made of them first would be copied twice.
 * @param before How many octets to leave for the signatures.
 */
function write(
  shared: Shared,
  before: number,
  personal: Personal,
  scratch?: Scratch,
): WireMail & { wire: Buffer } {
  const { lines, reason, choices, leave } = personal
  const tokensBytes = 2 * (choices.length + leave.length)
  const personalBytes = before + lines.length + reason.inText.length + reason.inHtml.length + tokensBytes
  const bytes = shared.wireBytes + personalBytes
  const wire = scratch ? scratch.take(bytes) : Buffer.allocUnsafe(bytes)
  let at = before
  at += wire.write(lines, at, 'latin1')
  at += shared.top.copy(wire, at)
  at += wire.write(reason.inText, at, 'latin1')
  at = writeLinks(wire, at, shared.inText, personal)
  at += shared.middle.copy(wire, at)
  at += wire.write(reason.inHtml, at, 'latin1')
  at = writeLinks(wire, at, shared.inHtml, personal)
  shared.end.copy(wire, at)
  return {
    wire,
    sizeBytes: shared.sizeBytes + personalBytes,
    eightBit: shared.eightBit || !isAscii(lines),
  }
}

/** What follows a part's reason. Returns where it ends. */
function writeLinks(wire: Buffer, from: number, between: Between, { choices, leave }: Personal): number {
  let at = from + wire.write(between.afterReason, from, 'latin1')
  at += wire.write(choices, at, 'latin1')
  at += wire.write(between.afterChoices, at, 'latin1')
  return at + wire.write(leave, at, 'latin1')
}
