/**
 * Octets from a relay -> replies (RFC 5321 §4.2), for octets that arrive in any pieces.
 * Whatever the relay sends, memory stays under `maxReplyBytes` plus one chunk, and an answer that is no reply
 * is a fault: from then on nobody knows which answer belongs to which command, so the connection is over.
 * A reply of one line that lies whole in its chunk, which nearly all are, is read in place: its text becomes
 * a string only for whoever asks for it.
 * Bare LF ends a line too, as in Postfix: it cannot inject anything into an answer that only has a code.
 */

/** A whole EHLO answer has at most a few kB; Postfix stops at 100 lines of 2 kB. */
export const maxReplyBytes = 16 * 1024
const cr = 13
const lf = 10
const space = 32
const hyphen = 45

export class ReplyParser {
  #octets: Buffer = Buffer.alloc(0)
  #at = 0
  #end = 0
  /** Where the search for the line's end goes on. */
  #searched = 0
  /** Lines of a reply whose last line is still to come, and what they had in octets. */
  #earlier: string[] = []
  #earlierBytes = 0
  #code = 0
  #textStart = 0
  #textEnd = 0
  #whole = true
  #fault = ''

  /** Only borrows the first `length` octets of `chunk`: call `next` until it says 0 before they change. */
  feed(chunk: Buffer, length: number): void {
    if (this.#at === this.#end) {
      this.#octets = chunk
      this.#at = 0
      this.#end = length
      this.#searched = 0
      return
    }
    const rest = this.#octets.subarray(this.#at, this.#end)
    this.#searched -= this.#at
    this.#octets = Buffer.concat([rest, chunk.subarray(0, length)])
    this.#at = 0
    this.#end = this.#octets.length
  }

  /** True when no octet of a further reply is here. */
  get idle(): boolean {
    return this.#at === this.#end && (this.#whole || this.#earlier.length === 0)
  }

  /** Why `next` said -1. */
  get fault(): string {
    return this.#fault
  }

  /** The code of the next whole reply, 200..599; 0: more octets are needed; -1: a fault, for good. */
  next(): number {
    if (this.#whole && this.#earlier.length > 0) this.#earlier = []
    this.#whole = false
    for (;;) {
      const lineEnd = this.#findLineEnd()
      const lineBytes = (lineEnd === -1 ? this.#end : lineEnd) - this.#at
      if (this.#earlierBytes + lineBytes > maxReplyBytes)
        return this.#fail(`the relay's answer is over ${maxReplyBytes} octets`)
      if (lineEnd === -1) return this.#keepRest()
      const separator = this.#readCode(lineEnd)
      if (separator === -1) return this.#fail("the relay's answer is not an SMTP reply")
      this.#at = lineEnd + 1
      this.#searched = this.#at
      if (separator !== hyphen) {
        this.#whole = true
        this.#earlierBytes = 0
        return this.#code
      }
      this.#earlier.push(this.#lastText())
      this.#earlierBytes += lineBytes + 1
    }
  }

  /** The lines of the reply that `next` has just announced, without their code: still hostile. */
  lines(): string[] {
    return [...this.#earlier, this.#lastText()]
  }

  #findLineEnd(): number {
    const octets = this.#octets
    for (let i = this.#searched; i < this.#end; i++) if (octets[i] === lf) return i
    this.#searched = this.#end
    return -1
  }

  /** The chunk is only borrowed, so what is left of it is copied. */
  #keepRest(): number {
    if (this.#at < this.#end) this.#octets = Buffer.from(this.#octets.subarray(this.#at, this.#end))
    this.#end -= this.#at
    this.#searched -= this.#at
    this.#at = 0
    return 0
  }

  /** Returns what stands behind the code: a blank, a hyphen, or the line's end as a blank; -1: no such line. */
  #readCode(lineEnd: number): number {
    const octets = this.#octets
    const at = this.#at
    const end = octets[lineEnd - 1] === cr && lineEnd > at ? lineEnd - 1 : lineEnd
    if (end - at < 3) return -1
    const hundreds = digit(octets[at])
    const tens = digit(octets[at + 1])
    const ones = digit(octets[at + 2])
    if (hundreds < 2 || hundreds > 5 || tens < 0 || ones < 0) return -1
    const code = hundreds * 100 + tens * 10 + ones
    if (this.#earlier.length > 0 && code !== this.#code) return -1
    const separator = end === at + 3 ? space : (octets[at + 3] ?? -1)
    if (separator !== space && separator !== hyphen) return -1
    this.#code = code
    this.#textStart = Math.min(at + 4, end)
    this.#textEnd = end
    return separator
  }

  #lastText(): string {
    return this.#octets.toString('utf8', this.#textStart, this.#textEnd)
  }

  #fail(fault: string): -1 {
    this.#fault = fault
    return -1
  }
}

/** -1: no digit. */
function digit(octet: number | undefined): number {
  return octet !== undefined && octet >= 48 && octet <= 57 ? octet - 48 : -1
}
