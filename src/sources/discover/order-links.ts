/** Which of the feeds that a page names is the page's own: comments last, the feed of its section before the site's. */
import type { PageLink } from './page-links.ts'

const comments = /comments?\b|replies|kommentare|commentaires|comentarios|commenti|reacties/i

export function orderLinks(links: readonly PageLink[], page: string): PageLink[] {
  const section = segmentsOf(page)
  const worthOf = (link: PageLink) => {
    const shared = sharedStart(section, segmentsOf(link.url))
    const named = section.some(word => word.length > 2 && link.title.toLowerCase().includes(word))
    return (isOfComments(link) ? -100 : 0) + (link.as === 'anchor' ? -10 : 0) + shared * 2 + (named ? 3 : 0)
  }
  return links
    .map(link => ({ link, worth: worthOf(link) }))
    .toSorted((one, other) => other.worth - one.worth)
    .map(({ link }) => link)
}

/** A feed for what was said about an article is none of the articles. */
export function isOfComments({ url, title }: PageLink): boolean {
  return comments.test(title) || comments.test(new URL(url).pathname)
}

function segmentsOf(url: string): string[] {
  return (URL.parse(url)?.pathname ?? '').toLowerCase().split('/').filter(Boolean)
}

function sharedStart(one: readonly string[], other: readonly string[]): number {
  let count = 0
  while (count < one.length && one[count] === other[count]) count++
  return count
}
