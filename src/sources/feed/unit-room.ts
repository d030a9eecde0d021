/**
 * Room for the UTF-16 units of a text, as numbers: walking through these is three times as fast as through its characters,
 * and what was written of them becomes one string in the end. It is used again for the next text, for room that is new
 * costs as much as the walk. Little-endian, as all machines are that Node is built for.
 */
export class UnitRoom {
  #octets = Buffer.alloc(0)
  #units = new Uint16Array()

  /** The units of a text, and a zero after them, where every walk ends; until the room is used again. */
  fill(text: string): Uint16Array {
    const units = this.make(text.length + 1)
    this.#octets.write(text, 'utf16le')
    units[text.length] = 0
    return units
  }

  /** Room for so many at least, with anything in it. */
  make(length: number): Uint16Array {
    if (length <= this.#units.length) return this.#units
    const capacity = Math.max(leastRoom, length + (length >> 1))
    this.#octets = Buffer.allocUnsafeSlow(capacity * 2)
    this.#units = new Uint16Array(this.#octets.buffer)
    return this.#units
  }

  text(from: number, to: number): string {
    return this.#octets.toString('utf16le', from * 2, to * 2)
  }
}

const leastRoom = 16
