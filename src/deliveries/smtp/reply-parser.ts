/**
 * Octets from a relay -> replies (RFC 5321 §4.2), for octets that arrive in any pieces.
 * Whatever the relay sends, memory stays under `maxReplyBytes` plus one chunk, and an answer that is no reply
 * is a fault: from then on nobody knows which answer belongs to which command, so the connection is over.
 * Bare LF ends a line too, as in Postfix: it cannot inject anything into an answer that only has a code.
 */

/** A reply as it came: what the relay wrote after the code, line by line, is still hostile. */
export interface RawReply {
  /** 200..599 */
  code: number
  lines: readonly string[]
}

/** A reply for records and pages. */
export interface SmtpReply {
  /** 200..599 */
  code: number
  /** RFC 3463, such as `5.1.1`; null without one, or with one of another class than the code. */
  enhanced: string | null
  /** At most 1,000 characters, without control and formatting characters. */
  text: string
}

/** Why the octets are no reply. */
export interface ReplyFault {
  fault: string
}

/** A whole EHLO answer has at most a few kB; Postfix stops at 100 lines of 2 kB. */
export const maxReplyBytes = 16 * 1024
const maxTextLength = 1000
const lineFeed = 10

export class ReplyParser {
  #rest: Buffer = Buffer.alloc(0)
  #code = 0
  #lines: string[] = []
  #bytes = 0

  add(chunk: Buffer): void {
    this.#rest = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk])
  }

  /** True when no octet of a further reply is here. */
  get idle(): boolean {
    return this.#rest.length === 0 && this.#lines.length === 0
  }

  /** The next whole reply; null when more octets are needed. After a fault the parser is of no more use. */
  next(): RawReply | ReplyFault | null {
    for (;;) {
      const end = this.#rest.indexOf(lineFeed)
      this.#bytes += end === -1 ? 0 : end + 1
      if (this.#bytes + (end === -1 ? this.#rest.length : 0) > maxReplyBytes)
        return { fault: `the relay's answer is over ${maxReplyBytes} octets` }
      if (end === -1) return null
      const line = this.#rest.toString('utf8', 0, end).replace(/\r$/, '')
      this.#rest = this.#rest.subarray(end + 1)
      const last = this.#readLine(line)
      if (last === null) return { fault: "the relay's answer is not an SMTP reply" }
      if (last) return this.#take()
    }
  }

  /** True: the reply's last line; false: more follow; null: not a line of this reply. */
  #readLine(line: string): boolean | null {
    const match = /^([2-5]\d\d)(?:([ -])(.*))?$/s.exec(line)
    if (!match) return null
    const code = Number(match[1])
    if (this.#lines.length > 0 && code !== this.#code) return null
    this.#code = code
    this.#lines.push(match[3] ?? '')
    return match[2] !== '-'
  }

  #take(): RawReply {
    const reply = { code: this.#code, lines: this.#lines }
    this.#lines = []
    this.#bytes = 0
    return reply
  }
}

export function smtpReply(raw: RawReply): SmtpReply {
  // RFC 2034 §4: the class must be the first digit of the code, else the two contradict each other.
  const enhanced = /^([245])\.\d{1,3}\.\d{1,3}(?=\s|$)/.exec(raw.lines[0] ?? '')
  const agrees = enhanced?.[1] === String(raw.code)[0]
  return { code: raw.code, enhanced: agrees ? (enhanced?.[0] ?? null) : null, text: plainText(raw.lines) }
}

function plainText(lines: readonly string[]): string {
  const text = lines.join(' ').slice(0, maxTextLength * 2)
  const visible = text.replace(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]+/gu, ' ').trim()
  return visible.slice(0, maxTextLength).toWellFormed()
}
