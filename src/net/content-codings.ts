/** The content codings that are asked for and taken off (RFC 9110 §8.4.1). */
import type { Transform } from 'node:stream'
import {
  constants,
  createBrotliDecompress,
  createGunzip,
  createInflate,
  createInflateRaw,
  createZstdDecompress,
} from 'node:zlib'

export const acceptedEncodings = 'gzip, br, zstd, deflate'

/** 8 MB: what RFC 9659 §3 allows for zstd on the web. Each frame may ask for that much memory. */
const zstdWindowLog = 23

/** `bytes`: what is to be decoded. `lenient`: its missing end is no error. Null: nobody knows such a coding. */
export function decoderOf(
  coding: string,
  bytes: Uint8Array,
  { lenient }: { lenient: boolean },
): Transform | null {
  const zlib = lenient ? { finishFlush: constants.Z_SYNC_FLUSH } : {}
  switch (coding) {
    case 'gzip':
    case 'x-gzip':
      return createGunzip(zlib)
    case 'br':
      return createBrotliDecompress(lenient ? { finishFlush: constants.BROTLI_OPERATION_FLUSH } : {})
    case 'zstd':
      return createZstdDecompress({
        params: { [constants.ZSTD_d_windowLogMax]: zstdWindowLog },
        ...(lenient ? { finishFlush: constants.ZSTD_e_flush } : {}),
      })
    case 'deflate':
      // Meant with the zlib wrapper, whose low nibble is 8; many servers send it raw (RFC 9110 §8.4.1.2).
      return ((bytes[0] ?? 0) & 0x0f) === 8 ? createInflate(zlib) : createInflateRaw(zlib)
    default:
      return null
  }
}
