/**
 * A text as the numbers of its UTF-16 units: walking through these is three times as fast as through its characters, and
 * what was written of them becomes one string in the end. Little-endian, as all machines are that Node is built for.
 */

/** Its units, and a zero after them, where every walk ends. */
export function unitsOf(text: string): Uint16Array {
  const octets = Buffer.allocUnsafeSlow((text.length + 1) * 2)
  octets.write(text, 'utf16le')
  const units = new Uint16Array(octets.buffer)
  units[text.length] = 0
  return units
}

export function textOf(units: Uint16Array, from: number, to: number): string {
  return Buffer.from(units.buffer, units.byteOffset + from * 2, (to - from) * 2).toString('utf16le')
}
