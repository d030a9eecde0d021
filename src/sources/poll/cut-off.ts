/**
 * Tells a document that ends in the middle from a whole one. HTTP notices a body that is shorter than it was
 * announced; a server or proxy that loses the rest before that leaves only the missing end tag to see.
 */
const tailBytes = 16_384
const closedRoot = /<\/\s*(?:[\w.-]+:)?(?:rss|feed|channel)\s*>/i
/** In RSS 1.0 the items follow the channel. */
const closedRdf = /<\/\s*(?:[\w.-]+:)?rdf\s*>/i

/** JSON needs no look: cut JSON does not parse at all. */
export function isCutOff(body: Uint8Array): boolean {
  const head = asciiOf(body.subarray(0, 2_048))
  if (!/^[^\w{[]*</.test(head)) return false
  const end = /<(?:[\w.-]+:)?rdf[\s>]/i.test(head) ? closedRdf : closedRoot
  return !end.test(asciiOf(body.subarray(-tailBytes)))
}

/** False: the document was cut before its first item was complete, so that what there is of it is no item. */
export function holdsWholeItem(body: Uint8Array): boolean {
  return /<\/\s*(?:[\w.-]+:)?(?:item|entry)\s*>/i.test(asciiOf(body))
}

/** Tags are ASCII in every encoding that feeds come in; without the NULs this holds for UTF-16 too. */
function asciiOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('latin1').replaceAll('\0', '')
}
