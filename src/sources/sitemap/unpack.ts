/** A sitemap may be a gzip file (sitemaps.org): then its octets are packed, whatever HTTP says of them. */
import { constants, gunzipSync } from 'node:zlib'

/** Twice what the guarded fetch takes of an answer; the protocol's 50 MB are an archive, not news. */
const maxUnpackedBytes = 20 * 1024 * 1024

/** The body itself where it is not packed; null where it is no gzip after all, or a bomb. */
export function unpacked(body: Uint8Array): Uint8Array | null {
  if (body[0] !== 0x1f || body[1] !== 0x8b) return body
  try {
    // What came of a file that is cut in the middle is used, as of any other.
    return gunzipSync(body, { maxOutputLength: maxUnpackedBytes, finishFlush: constants.Z_SYNC_FLUSH })
  } catch {
    return null
  }
}
