/** The octets (UTF-8) of a document, and what reading one piece of it after another uses again. */
import { OctetRoom } from '../octet-room.ts'

export class XmlDocument {
  readonly octets: Uint8Array
  readonly #buffer: Buffer
  /** A letter for each octet: to be searched through, where everything that is searched for is ASCII. */
  readonly written: string
  readonly room: OctetRoom

  constructor(octets: Buffer, room = new OctetRoom()) {
    this.#buffer = octets
    this.room = room
    // Nothing is cut out of a `Buffer` as fast as of this.
    this.octets = new Uint8Array(octets.buffer, octets.byteOffset, octets.length)
    this.written = octets.toString('latin1')
  }

  textOf(from: number, to: number): string {
    const { octets } = this
    for (let at = from; at < to; at++)
      if ((octets[at] ?? 0) > 0x7f) return this.#buffer.toString('utf8', from, to)
    return this.written.slice(from, to)
  }

  text(): string {
    return this.#buffer.toString()
  }
}
