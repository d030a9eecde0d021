/**
 * Bytes of a web page to text: by its byte order mark, the HTTP charset, what it says of itself in its first
 * kilobyte, else utf-8, or windows-1252 where it is not that (HTML §13.2.3). Never throws.
 */

export function decodePage(body: Uint8Array, contentType: string | null): string {
  const label = markOf(body) ?? charset.exec(contentType ?? '')?.[1] ?? declaredBy(body)
  const said = label === null ? null : decode(body, label, { fatal: false })
  return (
    said ?? decode(body, 'utf-8', { fatal: true }) ?? decode(body, 'windows-1252', { fatal: false }) ?? ''
  )
}

const charset = /charset\s*=\s*["']?\s*([\w.:-]{1,40})/i

function markOf(body: Uint8Array): string | null {
  if (body[0] === 0xef && body[1] === 0xbb && body[2] === 0xbf) return 'utf-8'
  if (body[0] === 0xfe && body[1] === 0xff) return 'utf-16be'
  return body[0] === 0xff && body[1] === 0xfe ? 'utf-16le' : null
}

function declaredBy(body: Uint8Array): string | null {
  const head = Buffer.from(body.subarray(0, 1024)).toString('latin1')
  for (const [tag] of head.matchAll(/<meta\b[^>]{0,300}>/gi)) {
    const label = charset.exec(tag)?.[1]
    // What could be read byte by byte is no utf-16.
    if (label) return /^utf-?16/i.test(label) ? 'utf-8' : label
  }
  return null
}

/** Null where the label is unknown, or an octet does not fit what must. */
function decode(body: Uint8Array, label: string, options: { fatal: boolean }): string | null {
  try {
    return new TextDecoder(label, options).decode(body)
  } catch {
    return null
  }
}
