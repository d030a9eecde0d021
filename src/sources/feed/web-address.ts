const maxAddressLength = 4096

/**
 * The address a reader can open: absolute, http or https. Null for anything else: `javascript:` and `data:`
 * are attacks on whoever clicks, credentials in an address are dropped.
 */
export function webAddress(written: string | null | undefined, base: string | null): string | null {
  const text = written?.trim()
  if (!text || text.length > maxAddressLength) return null
  const url = URL.parse(text, base ?? undefined)
  if (!url || (url.protocol !== 'http:' && url.protocol !== 'https:') || url.hostname === '') return null
  url.username = ''
  url.password = ''
  return url.href
}

/** Where relative addresses start: each `xml:base` resolves against the one around it. */
export function baseAddress(outer: string, ...bases: (string | undefined)[]): string {
  return bases.reduce<string>((base, inner) => webAddress(inner, base) ?? base, outer)
}
