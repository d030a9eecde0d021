/** Where programs that make sites put their feeds, in the order of how many do. */

const paths = [
  '/feed/',
  '/rss.xml',
  '/feed.xml',
  '/atom.xml',
  '/rss',
  '/index.xml',
  '/feeds/posts/default',
  '/?feed=rss2',
]

/** Of a page within a site the section's own first: `/sport/feed/`. Absolute addresses. */
export function usualPlaces(page: string): string[] {
  const { pathname, origin } = new URL(page)
  const section = pathname.replace(/\/[^/]*\.[a-z]{2,5}$|\/+$/i, '')
  const own = section === '' ? [] : [`${origin}${section}/feed/`, `${origin}${section}/rss.xml`]
  return [...own, ...paths.map(path => origin + path)]
}
