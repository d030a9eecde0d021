/** The index after a tag's `>`. A quote opens a value only after `=`: elsewhere browsers take it for a letter. */
export function tagEnd(source: string, from: number): number {
  let afterEquals = false
  for (let at = from; at < source.length; at++) {
    const code = source.charCodeAt(at)
    if (code === 0x3e) return at + 1
    if (afterEquals && (code === 0x22 || code === 0x27)) {
      const closing = source.indexOf(code === 0x22 ? '"' : "'", at + 1)
      if (closing < 0) return source.length
      at = closing
    }
    if (code > 0x20) afterEquals = code === 0x3d
  }
  return source.length
}
