/** RFC 4648 §6 in lower case, without padding: survives relays that fold the case of a local part. */
const alphabet = 'abcdefghijklmnopqrstuvwxyz234567'

export function base32(octets: Uint8Array): string {
  let text = ''
  let bits = 0
  let value = 0
  for (const octet of octets) {
    value = (value << 8) | octet
    bits += 8
    while (bits >= 5) {
      bits -= 5
      text += alphabet[(value >>> bits) & 31]
    }
    value &= (1 << bits) - 1
  }
  return bits > 0 ? text + alphabet[(value << (5 - bits)) & 31] : text
}

/** Null for what `base32` cannot have written. Upper case counts as lower case. */
export function fromBase32(text: string): Uint8Array | null {
  const octets: number[] = []
  let bits = 0
  let value = 0
  for (const character of text.toLowerCase()) {
    const digit = alphabet.indexOf(character)
    if (digit < 0) return null
    value = (value << 5) | digit
    bits += 5
    if (bits >= 8) {
      bits -= 8
      octets.push((value >>> bits) & 255)
    }
    value &= (1 << bits) - 1
  }
  const result = Uint8Array.from(octets)
  return base32(result) === text.toLowerCase() ? result : null
}
