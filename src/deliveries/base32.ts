/** RFC 4648 §6 in lower case, without padding: survives relays that fold the case of a local part. */
const alphabet = 'abcdefghijklmnopqrstuvwxyz234567'
const digits = Array.from(alphabet, digit => digit.charCodeAt(0))
/** So many make eight digits. */
const groupOctets = 5

/** Eight digits at a time, for two of these are written for every mail. */
export function base32(octets: Uint8Array): string {
  let text = ''
  for (let at = 0; at < octets.length; at += groupOctets) text += eightDigits(octets, at)
  return text.slice(0, Math.ceil((octets.length * 8) / 5))
}

/** Octets beyond the end count as zero. */
function eightDigits(octets: Uint8Array, at: number): string {
  const octet = (place: number) => octets[at + place] ?? 0
  const first = (octet(0) << 12) | (octet(1) << 4) | (octet(2) >> 4)
  const second = ((octet(2) & 15) << 16) | (octet(3) << 8) | octet(4)
  const digit = (bits: number) => digits[bits & 31] ?? 0
  return String.fromCharCode(
    digit(first >> 15),
    digit(first >> 10),
    digit(first >> 5),
    digit(first),
    digit(second >> 15),
    digit(second >> 10),
    digit(second >> 5),
    digit(second),
  )
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
