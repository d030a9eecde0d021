/**
 * JSON that ends in the middle, closed behind the last complete item: `{"items":[{…},{…},{"id` becomes two items. Null
 * where none is complete. One pass; what is wrong otherwise stays wrong.
 */
export function closeJson(text: string): string | null {
  // `{` and `[` around the place; an item is an object in a list of the outermost object.
  let depth = 0
  let inList = false
  let end = -1
  for (let at = 0; at < text.length; at++) {
    const character = text[at]
    if (character === '"') {
      at = endOfString(text, at)
      if (at < 0) break
    } else if (character === '{' || character === '[') {
      depth++
      if (depth === 2) inList = character === '['
    } else if (character === '}' || character === ']') {
      depth--
      if (depth === 2 && inList && character === '}') end = at + 1
    }
  }
  return end < 0 ? null : `${text.slice(0, end)}]}`
}

/** The index of its closing quote; -1 when it has none. */
function endOfString(text: string, from: number): number {
  for (let at = text.indexOf('"', from + 1); at >= 0; at = text.indexOf('"', at + 1)) {
    let slashes = 0
    while (text[at - 1 - slashes] === '\\') slashes++
    if (slashes % 2 === 0) return at
  }
  return -1
}
