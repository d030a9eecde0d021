/** Paths and patterns of robots.txt: `*` stands for any octets, `$` at the end for the end (RFC 9309 §2.2.3). */

/** Both sides in one spelling: escaped where it must be, not where it need not be, hex digits in capitals. */
export function normalisePath(path: string): string {
  return path
    .toWellFormed()
    .replace(/[^\x21-\x7e]+/g, encodeURIComponent)
    .replace(/%[0-9a-f]{2}/gi, escaped => {
      const character = String.fromCharCode(Number.parseInt(escaped.slice(1), 16))
      return /[\w.~-]/.test(character) ? character : escaped.toUpperCase()
    })
}

/** Takes each part at its first place, which is right for any number of `*` and never goes back. */
export function matchesPath(pattern: string, path: string): boolean {
  const anchored = pattern.endsWith('$')
  const [first = '', ...rest] = (anchored ? pattern.slice(0, -1) : pattern).split('*')
  if (!path.startsWith(first)) return false
  const last = anchored ? rest.pop() : undefined
  if (anchored && last === undefined) return path === first
  let at = first.length
  for (const part of rest) {
    const found = path.indexOf(part, at)
    if (found < 0) return false
    at = found + part.length
  }
  return last === undefined || (path.length - last.length >= at && path.endsWith(last))
}
