/** Which of the sitemaps that an index names are worth a look: those of news first, then what changed last. */
import type { NamedPart } from './sitemap.ts'

/** By what newsrooms call them. */
const marks: readonly (readonly [RegExp, number])[] = [
  [/news/i, 4],
  [/latest|recent|today|breaking/i, 2],
  [/article|post|stor(?:y|ies)/i, 1],
  [/image|photo|video|galler|categor|tag|topic|author|people|page|section|product|archive|static|misc/i, -2],
]

export function orderParts<Part extends NamedPart>(parts: readonly Part[]): Part[] {
  const collator = new Intl.Collator('en', { numeric: true })
  return parts
    .map(part => ({ part, worth: worthOf(part.url) }))
    .toSorted(
      (one, other) =>
        other.worth - one.worth ||
        (other.part.changedAt ?? 0) - (one.part.changedAt ?? 0) ||
        // sitemap-2026-08 before sitemap-2026-07, sitemap-12 before sitemap-2.
        collator.compare(other.part.url, one.part.url),
    )
    .map(({ part }) => part)
}

/** How likely there is news in it, by its name. */
export function worthOf(url: string): number {
  const { pathname, search } = new URL(url)
  const path = pathname + search
  return marks.reduce((sum, [mark, worth]) => (mark.test(path) ? sum + worth : sum), 0)
}

/**
 * An index speaks for its own site alone (sitemaps.org: "Sitemaps & Cross Submits"), and for what the site's
 * robots.txt names. Its site: the same host, `www.` left out, and hosts below it.
 */
export function isOfSite(url: string, site: string): boolean {
  const [host, own] = [hostOf(url), hostOf(site)]
  return own !== '' && (host === own || host.endsWith(`.${own}`))
}

function hostOf(url: string): string {
  return (
    URL.parse(url)
      ?.hostname.replace(/^www\./, '')
      .replace(/\.$/, '') ?? ''
  )
}
