/**
 * The `Link` header (RFC 8288 §3): which address stands in which relation to the answer. In: the header as it
 * came, several of them joined by commas. Never throws, and reads in one pass; what cannot be read is left out.
 */

/** Lower-case relation -> targets as they are written, in order. Links about something else (`anchor`) are left out. */
export function readLinkHeader(header: string | null): Map<string, string[]> {
  const found = new Map<string, string[]>()
  for (const { target, relations } of linksOf(header ?? ''))
    for (const relation of relations) {
      const there = found.get(relation)
      if (there) there.push(target)
      else found.set(relation, [target])
    }
  return found
}

export interface HeaderLink {
  /** As it is written. */
  target: string
  /** In lower case. */
  relations: string[]
  /** By their names in lower case; the first of each name counts. */
  parameters: ReadonlyMap<string, string>
}

/** One after the other; links about something else (`anchor`) are left out. */
export function* linksOf(text: string): Generator<HeaderLink> {
  for (let at = text.indexOf('<'); at >= 0; at = text.indexOf('<', at)) {
    const end = text.indexOf('>', at)
    if (end < 0) return
    const target = text.slice(at + 1, end).trim()
    const { parameters, next } = readParameters(text, end + 1)
    const relations = (parameters.get('rel') ?? '').toLowerCase().split(/\s+/).filter(Boolean)
    if (!parameters.has('anchor')) yield { target, relations, parameters }
    at = next
  }
}

/** The first of each name counts (§3.3, §3.2). `next`: the comma that ends the link, or the end. */
function readParameters(text: string, from: number): { parameters: Map<string, string>; next: number } {
  // Sticky: each match begins where the last one ended, so that no octet is looked at again and again.
  const parameter = /[\s;]*([!#$%&'*+.^_`|~\w-]+)\s*(?:=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s",;]*)))?/y
  const parameters = new Map<string, string>()
  let at = from
  for (;;) {
    parameter.lastIndex = at
    const match = parameter.exec(text)
    if (!match) break
    at = parameter.lastIndex
    const [, name = '', quoted, plain] = match
    const value = quoted?.replace(/\\(.)/g, '$1') ?? plain ?? ''
    if (!parameters.has(name.toLowerCase())) parameters.set(name.toLowerCase(), value)
  }
  const comma = text.indexOf(',', at)
  return { parameters, next: comma < 0 ? text.length : comma }
}
