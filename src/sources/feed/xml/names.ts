/** Namespaces to one prefix each (Namespaces in XML 1.0), as newsrooms' documents declare, misspell or forget them. */

/** Asked in this order: what a namespace's address contains. */
const prefixes: readonly (readonly [RegExp, string])[] = [
  [/^http:\/\/www\.w3\.org\/2005\/atom|purl\.org\/atom/, 'atom'],
  [/purl\.org\/dc\/terms/, 'dcterms'],
  [/purl\.org\/dc\//, 'dc'],
  [/purl\.org\/rss\/1\.0\/modules\/content/, 'content'],
  [/purl\.org\/rss\/1\.0\/modules\/syndication/, 'sy'],
  [/search\.yahoo\.com\/mrss|yahoo\.com\/mrss|mediarss/, 'media'],
  [/itunes\.com|itunes/, 'itunes'],
  [/rssnamespace\.org\/feedburner/, 'feedburner'],
  [/sitemap-news/, 'news'],
  [/sitemap-image/, 'image'],
  [/1999\/02\/22-rdf-syntax-ns/, 'rdf'],
  [/www\.w3\.org\/xml\/1998\/namespace/, 'xml'],
  [/www\.w3\.org\/1999\/xhtml/, 'xhtml'],
]
/** What the formats' own elements are in: RSS 0.90 to 2.0 with all their inventions, and sitemaps. */
const core =
  /purl\.org\/rss\/1\.0\/?$|netscape\.com\/rdf\/simple|userland\.com\/rss|my\.netscape\.com|blogs\.law\.harvard|sitemaps\/?|sitemap\//

export interface Names {
  /** The one form of a name as it was written. */
  of(written: string): string
  /** The same for a tag with attributes, whose declarations it takes note of. */
  declare(written: string, attributes: string, isRoot: boolean): string
}

export function createNames(): Names {
  const known = new Map<string, string>()
  const declared = new Map<string, string>()
  let atomIsCore = false
  const canonicalPrefix = (uri: string, written: string): string => {
    const address = uri.trim().toLowerCase()
    if (atomIsCore && isAtom(address)) return ''
    const found = prefixes.find(([pattern]) => pattern.test(address))?.[1]
    if (found) return found
    return core.test(address) ? '' : written
  }
  const of = (written: string): string => {
    const earlier = known.get(written)
    if (earlier !== undefined) return earlier
    const colon = written.indexOf(':')
    const local = written.slice(colon + 1).toLowerCase()
    const prefix = colon < 0 ? '' : written.slice(0, colon).toLowerCase()
    const canonical = prefix === '' ? '' : (declared.get(prefix) ?? prefix)
    const name = canonical === '' ? local : `${canonical}:${local}`
    known.set(written, name)
    return name
  }
  return {
    of,
    declare(written, attributes, isRoot) {
      if (!attributes.includes('xmlns')) return of(written)
      if (isRoot) atomIsCore = /(?:^|:)feed$/i.test(written)
      let own: string | null = null
      for (const [, prefix, double, single] of attributes.matchAll(declaration)) {
        const uri = double ?? single ?? ''
        if (prefix === undefined) own = canonicalPrefix(uri, '')
        else declared.set(prefix.toLowerCase(), canonicalPrefix(uri, prefix.toLowerCase()))
      }
      known.clear()
      // `<link xmlns="http://www.w3.org/2005/Atom">` within RSS; the root's own default is what is core.
      const name = of(written)
      return own && !isRoot && own !== 'xhtml' && !written.includes(':') ? `${own}:${name}` : name
    },
  }
}

const declaration = /\bxmlns(?::([\w.-]+))?\s*=\s*(?:"([^"]*)"|'([^']*)')/g

function isAtom(address: string): boolean {
  return /www\.w3\.org\/2005\/atom|purl\.org\/atom/.test(address)
}
