import { decodeHTMLAttribute } from 'entities'

/** The look behind keeps a name of a million letters from being tried from each of them. */
const pattern = /(?<![^\s=/"'<>])([^\s=/"'<>]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/g

/** The first value of each wanted attribute of a tag, decoded; `tag` is what stands between its name and its end. */
export function tagAttributes<Name extends string>(
  tag: string,
  ...wanted: Name[]
): Partial<Record<Name, string>> {
  const found: Partial<Record<Name, string>> = {}
  for (const [, written = '', double, single, bare] of tag.matchAll(pattern)) {
    const name = wanted.find(candidate => candidate === written.toLowerCase())
    if (name !== undefined) found[name] ??= decodeHTMLAttribute(double ?? single ?? bare ?? '')
  }
  return found
}
