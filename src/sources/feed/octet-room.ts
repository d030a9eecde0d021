/**
 * Room for the octets of a text (UTF-8): walking through these is three times as fast as through its characters, and
 * what was written of them becomes one string in the end, of one octet a letter where it is plain English. It is used
 * again for the next text, for room that is new costs as much as the walk.
 */
const none = Buffer.alloc(0)
const mostKeptBytes = 1024 * 1024

export class OctetRoom {
  #octets = none

  /** The octets of what was put here last; any others after them. */
  get octets(): Buffer {
    return this.#octets
  }

  /** Puts a text here, and a zero after it, where every walk ends; how many octets it has. */
  fill(text: string): number {
    const octets = this.make(Buffer.byteLength(text) + 1)
    const length = octets.write(text)
    octets[length] = 0
    return length
  }

  /** Room for so many at least, with anything in it. */
  make(length: number): Buffer {
    if (length > this.#octets.length)
      this.#octets = Buffer.allocUnsafeSlow(Math.max(leastRoom, length + (length >> 1)))
    return this.#octets
  }

  /** Gives back what an unusually long text took. */
  shrink(): void {
    if (this.#octets.length > mostKeptBytes) this.#octets = none
  }

  text(from: number, to: number): string {
    return this.#octets.toString('utf8', from, to)
  }
}

const leastRoom = 64

/** What reading one text after another uses again, and one document after another. */
export interface ReadingRoom {
  /** What an element of XML says. */
  element: OctetRoom
  /** HTML, and the text of it. */
  source: OctetRoom
  text: OctetRoom
}

export function createReadingRoom(): ReadingRoom {
  return { element: new OctetRoom(), source: new OctetRoom(), text: new OctetRoom() }
}

/** As UTF-8 has it; the index after it. */
export function writeCode(octets: Uint8Array, at: number, code: number): number {
  if (code < 0x80) {
    octets[at] = code
    return at + 1
  }
  let next = at
  if (code < 0x800) octets[next++] = 0xc0 | (code >> 6)
  else if (code < 0x10000) {
    octets[next++] = 0xe0 | (code >> 12)
    octets[next++] = 0x80 | ((code >> 6) & 0x3f)
  } else {
    octets[next++] = 0xf0 | (code >> 18)
    octets[next++] = 0x80 | ((code >> 12) & 0x3f)
    octets[next++] = 0x80 | ((code >> 6) & 0x3f)
  }
  octets[next++] = 0x80 | (code & 0x3f)
  return next
}

/** Where the first of these is, or `to`. */
export function placeOf(octet: number, octets: Uint8Array, from: number, to: number): number {
  let at = from
  while (at < to && octets[at] !== octet) at++
  return at
}
