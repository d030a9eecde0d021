/** For tests: a certificate that signs itself, for any name and time (RFC 5280 §4.1, in DER). */
import { generateKeyPairSync, sign } from 'node:crypto'

export interface TestCertificate {
  cert: string
  key: string
}

/** `from`, `to`: `YYMMDDhhmmssZ`. */
export function certificateFor(
  name: string,
  { from = '200101000000Z', to = '491231235959Z' } = {},
): TestCertificate {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  const algorithm = der(0x30, der(0x06, Buffer.from([0x2b, 0x65, 0x70])))
  const commonName = der(0x30, der(0x06, Buffer.from([0x55, 4, 3])), der(0x0c, Buffer.from(name)))
  const subject = der(0x30, der(0x31, commonName))
  const alternative = der(0x30, der(0x82, Buffer.from(name)))
  const extension = der(0x30, der(0x06, Buffer.from([0x55, 0x1d, 0x11])), der(0x04, alternative))
  const signed = der(
    0x30,
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.from([1])),
    algorithm,
    subject,
    der(0x30, der(0x17, Buffer.from(from)), der(0x17, Buffer.from(to))),
    subject,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, der(0x30, extension)),
  )
  const signature = der(0x03, Buffer.from([0]), sign(null, signed, privateKey))
  const bytes = der(0x30, signed, algorithm, signature).toString('base64')
  return {
    cert: `-----BEGIN CERTIFICATE-----\n${bytes.replace(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`,
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  }
}

function der(tag: number, ...parts: Uint8Array[]): Buffer {
  const content = Buffer.concat(parts)
  const { length } = content
  const head = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff]
  return Buffer.concat([Buffer.from([tag, ...head]), content])
}
