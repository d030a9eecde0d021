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

export interface Name {
  written: string
  /** The one that it has in every document. */
  form: string
}

export interface Names {
  /** Of the name that stands there. */
  at(text: string, from: number, to: number): Name
  /** The form of a tag's name that declares namespaces, which it takes note of. */
  declare(written: string, attributes: string, isRoot: boolean): string
}

/** More than a document has; a power of two. */
const places = 256

export function createNames(): Names {
  // Nearly every name was met before: it is told from how it begins, and no string is made of each.
  const met: (Name | null)[] = Array(places).fill(null)
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
    const colon = written.indexOf(':')
    const local = written.slice(colon + 1).toLowerCase()
    const prefix = colon < 0 ? '' : written.slice(0, colon).toLowerCase()
    const canonical = prefix === '' ? '' : (declared.get(prefix) ?? prefix)
    return canonical === '' ? local : `${canonical}:${local}`
  }
  return {
    at(text, from, to) {
      const place = (text.charCodeAt(from) * 31 + text.charCodeAt(to - 1) * 7 + to - from) % places
      const last = met[place]
      if (last && last.written.length === to - from && text.startsWith(last.written, from)) return last
      const written = text.slice(from, to)
      const name = { written, form: of(written) }
      met[place] = name
      return name
    },
    declare(written, attributes, isRoot) {
      if (isRoot) atomIsCore = /(?:^|:)feed$/i.test(written)
      let own: string | null = null
      for (const [, prefix, double, single] of attributes.matchAll(declaration)) {
        const uri = double ?? single ?? ''
        if (prefix === undefined) own = canonicalPrefix(uri, '')
        else declared.set(prefix.toLowerCase(), canonicalPrefix(uri, prefix.toLowerCase()))
      }
      met.fill(null)
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
