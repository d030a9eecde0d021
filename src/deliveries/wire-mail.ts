/** A whole message as it goes over the wire, between the answer to DATA and the final dot. */
export interface WireMail {
  /** Dot-stuffed (RFC 5321 §4.5.2); empty, or ends with CRLF. */
  wire: Uint8Array
  /** Octets before dot-stuffing: what SIZE declares (RFC 1870). */
  sizeBytes: number
  /** True: it holds octets over 127 and needs 8BITMIME (RFC 6152). */
  eightBit: boolean
  /**
   * Resolves when the last of its octets are there: a signature takes its place when it is made, while the envelope may
   * leave already. Rejects when it cannot be made. Missing: nothing is.
   */
  complete?: Promise<void>
}
