/** In UTF-16 units. */
export const maxAddressLength = 4096

/**
 * The address a reader can open: absolute, http or https. Null for anything else: `javascript:` and `data:`
 * are attacks on whoever clicks, credentials in an address are dropped.
 */
export function webAddress(written: string | null | undefined, base: string | null): string | null {
  const text = written?.trim()
  if (!text || text.length > maxAddressLength) return null
  if (isAsParsed(text)) return text
  const url = URL.parse(withoutScheme(text, base) ? `https://${text}` : text, base || undefined)
  if (!url || (url.protocol !== 'http:' && url.protocol !== 'https:') || url.hostname === '') return null
  url.username = ''
  url.password = ''
  return url.href
}

/**
 * Nearly every address is as the parser of the URL Standard would write it, which takes longer than all else about a
 * link: a name in small letters, no port, no step up, nothing that would be escaped.
 */
export function isAsParsed(text: string): boolean {
  return asParsed.test(text) && !text.includes('xn--')
}

const asParsed =
  /^https?:\/\/(?:[a-z\d-]+\.)+[a-z]{2,}(?:\/(?!\.|%2[Ee])[\w.~!$&'()*+,;=:@%-]*)+(?:\?[\w.~!$&()*+,;=:@%/?-]*)?(?:#[\w.~!$&'()*+,;=:@%/?-]*)?$/

/** `news.example/a` in a feed of news.example: a path of that name within itself is nothing anybody has. */
function withoutScheme(text: string, base: string | null): boolean {
  const host = /^[a-z\d-]+(?:\.[a-z\d-]+)+(?=\/)/i.exec(text)?.[0].toLowerCase()
  return host !== undefined && (host.startsWith('www.') || host === hostOf(base))
}

function hostOf(address: string | null): string | null {
  return address ? (URL.parse(address)?.host ?? null) : null
}

/**
 * Where relative addresses start when nobody said where the feed came from: at what it says of itself, even if it is
 * a bare name of a host.
 */
export function ownAddress(...said: (string | undefined)[]): string {
  for (const written of said) {
    const address = webAddress(written, null) ?? (bareHost.test(written ?? '') ? `https://${written}` : null)
    if (address) return address
  }
  return ''
}

const bareHost = /^[a-z\d-]+(?:\.[a-z\d-]+)*\.[a-z]{2,}\/$/i

/** Where relative addresses start: each `xml:base` resolves against the one around it. */
export function baseAddress(outer: string, ...bases: (string | undefined)[]): string {
  let base = outer
  for (const inner of bases) if (inner !== undefined) base = webAddress(inner, base) ?? base
  return base
}
