/** What a relay says it can, from its answer to EHLO (RFC 5321 §4.1.1.1). What it does not say, we do not use. */

export interface Capabilities {
  pipelining: boolean
  startTls: boolean
  eightBitMime: boolean
  smtpUtf8: boolean
  /** Null: SIZE is not offered. */
  size: { maxBytes: number | null } | null
  /** Names in upper case, such as `PLAIN`. */
  authMechanisms: ReadonlySet<string>
}

/** After HELO, or of a relay that offers nothing. */
export const noCapabilities: Capabilities = {
  pipelining: false,
  startTls: false,
  eightBitMime: false,
  smtpUtf8: false,
  size: null,
  authMechanisms: new Set(),
}

/** `lines` of the answer to EHLO; the first only names the relay. */
export function readCapabilities(lines: readonly string[]): Capabilities {
  const offered = new Map<string, string[]>()
  for (const line of lines.slice(1)) {
    // `AUTH=PLAIN` is what relays wrote before RFC 2554, and some still do beside the right form.
    const [keyword = '', ...parameters] = line
      .trim()
      .toUpperCase()
      .split(/[\s=]+/)
    offered.set(keyword, [...(offered.get(keyword) ?? []), ...parameters])
  }
  return {
    pipelining: offered.has('PIPELINING'),
    startTls: offered.has('STARTTLS'),
    eightBitMime: offered.has('8BITMIME'),
    smtpUtf8: offered.has('SMTPUTF8'),
    size: readSize(offered.get('SIZE')),
    authMechanisms: new Set(offered.get('AUTH')),
  }
}

/** RFC 1870 §4: no number, or zero, is no fixed limit. */
function readSize(parameters: string[] | undefined): Capabilities['size'] {
  if (!parameters) return null
  const [digits = ''] = parameters
  const maxBytes = /^\d{1,15}$/.test(digits) ? Number(digits) : 0
  return { maxBytes: maxBytes > 0 ? maxBytes : null }
}
