/** `X-Hub-Signature: method=hex` (WebSub §8): whether one who knows the secret sent exactly these octets. */
import { createHmac, timingSafeEqual } from 'node:crypto'

const signature = /^\s*(sha1|sha256|sha384|sha512)=([0-9a-f]+)\s*$/i

/** Every method that the recommendation names; sha1 too, for HMAC is not hurt by how it collides. */
export function isSigned(body: Uint8Array, header: string | null, secrets: readonly string[]): boolean {
  const [, method = '', hex = ''] = signature.exec(header ?? '') ?? []
  if (method === '') return false
  const given = Buffer.from(hex, 'hex')
  return secrets.some(secret => {
    const expected = createHmac(method.toLowerCase(), secret).update(body).digest()
    return given.length === expected.length && timingSafeEqual(given, expected)
  })
}
