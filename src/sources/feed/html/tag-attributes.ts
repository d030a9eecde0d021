import { decodeHTMLAttribute } from 'entities'
import { attributesOf } from '../attributes-of.ts'

/** The first value of each wanted attribute of a tag, decoded; `tag` is what stands between its name and its end. */
export function tagAttributes<Name extends string>(
  tag: string,
  ...wanted: Name[]
): Partial<Record<Name, string>> {
  const found: Partial<Record<Name, string>> = {}
  for (const { name: written, value } of attributesOf(tag)) {
    const name = wanted.find(candidate => candidate === written)
    if (name !== undefined) found[name] ??= decodeHTMLAttribute(value)
  }
  return found
}
