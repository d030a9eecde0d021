/**
 * The relaxed canonical forms of RFC 6376 §3.4.2 and §3.4.4, on strings in which every character stands for
 * one octet: JavaScript's own idea of white space would take octets of UTF-8 for it.
 */

export interface RelaxedHeaders {
  /** As they were written, in order. */
  names: string[]
  /** Each with its CRLF. */
  canonical: string
}

/** Whole header lines, without the empty one that ends them. */
export function relaxedHeaders(lines: string): RelaxedHeaders {
  const names: string[] = []
  let canonical = ''
  for (const field of oneSpace(lines.replaceAll(/\r\n(?=[ \t])/g, '')).split('\r\n')) {
    if (field === '') continue
    const colon = field.indexOf(':')
    const name = withoutSpaces(field.slice(0, colon))
    names.push(name)
    canonical += `${name.toLowerCase()}:${withoutSpaces(field.slice(colon + 1))}\r\n`
  }
  return { names, canonical }
}

/** Pieces of a body, each of which begins a line: what is put between them must be canonical already. */
export function relaxedBody(pieces: readonly string[]): string[] {
  return pieces.map((piece, at) => {
    const canonical = oneSpace(piece).replaceAll(' \r\n', '\r\n')
    return at === pieces.length - 1 ? withoutEmptyEnd(canonical) : canonical
  })
}

function withoutEmptyEnd(body: string): string {
  let end = body.length
  if (body.endsWith(' ')) end -= 1
  while (end >= 2 && body.startsWith('\r\n', end - 2)) end -= 2
  return end === 0 ? '' : `${body.slice(0, end)}\r\n`
}

function oneSpace(text: string): string {
  return /[ \t]{2}|\t/.test(text) ? text.replaceAll(/[ \t]+/g, ' ') : text
}

function withoutSpaces(text: string): string {
  return text.slice(text.startsWith(' ') ? 1 : 0, text.endsWith(' ') ? -1 : undefined)
}
