export interface Attribute {
  /** In small letters. */
  name: string
  /** As it is written between its quotes. */
  value: string
}

/**
 * The attributes of a tag that have a value, XML's or HTML's; `tag` is what stands between its name and its end. What is
 * none is skipped name by name. One pass: a quote that is never closed is looked for once.
 */
export function attributesOf(tag: string): Attribute[] {
  const found: Attribute[] = []
  let at = 0
  while (at < tag.length && found.length < maxAttributes) {
    while (isBetween(tag.charCodeAt(at))) at++
    const start = at
    while (isName(tag.charCodeAt(at))) at++
    const nameEnd = at
    const sign = afterSpace(tag, nameEnd)
    if (tag.charCodeAt(sign) !== equals) continue
    const from = afterSpace(tag, sign + 1)
    const quote = tag.charCodeAt(from)
    const isQuoted = quote === doubleQuote || quote === singleQuote
    const to = isQuoted ? tag.indexOf(quote === doubleQuote ? '"' : "'", from + 1) : endOfBare(tag, from)
    if (to <= from) continue
    found.push({
      name: tag.slice(start, nameEnd).toLowerCase(),
      value: tag.slice(isQuoted ? from + 1 : from, to),
    })
    at = isQuoted ? to + 1 : to
  }
  return found
}

/** No tag has half as many; a tag of ten megabytes is not to become a million objects. */
const maxAttributes = 100

const doubleQuote = 0x22
const singleQuote = 0x27
const slash = 0x2f
const lessThan = 0x3c
const equals = 0x3d
const greater = 0x3e

/** False at the end of the tag too. */
function isBetween(unit: number): boolean {
  return (
    unit <= 0x20 ||
    unit === equals ||
    unit === slash ||
    unit === doubleQuote ||
    unit === singleQuote ||
    unit === lessThan ||
    unit === greater
  )
}

function isName(unit: number): boolean {
  return unit > 0x20 && !isBetween(unit)
}

function afterSpace(tag: string, from: number): number {
  let at = from
  while (tag.charCodeAt(at) <= 0x20) at++
  return at
}

/** `from` where there is none: what begins with `<` is the next tag, of a document that lost the end of this one. */
function endOfBare(tag: string, from: number): number {
  if (tag.charCodeAt(from) === lessThan) return from
  let at = from
  for (
    let unit = tag.charCodeAt(at);
    unit > 0x20 && unit !== doubleQuote && unit !== singleQuote && unit !== greater;
  )
    unit = tag.charCodeAt(++at)
  return at
}
