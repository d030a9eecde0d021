/**
 * Which items a recorded feed should yield, told from its XML by plain patterns: the judge shares no code with
 * the judged. One article is one address without scheme, query and fragment, or the publisher's own number at the end
 * of it, because some change the words of an address along with the headline.
 */
export interface PublishedEntry {
  link: string
  title: string
}

export interface Verdict {
  /** Articles that the feed published; copies under one headline count once. */
  expected: number
  stored: number
  /** Links of articles of which, and of whose copies, nothing was stored. */
  missing: string[]
  /** Addresses of which two items were stored. */
  doubled: string[]
  /** What was stored and is no article of the feed. */
  foreign: string[]
}

export function articleOf(url: string): string {
  const plain = decodeURI(url.replace(/[?#].*$/, '')).replace(/^https?:\/\//, '')
  return /(?<=[-/])\d{6,}(?=\/?$)/.exec(plain)?.[0] ?? plain
}

export function entriesOf(xml: string): PublishedEntry[] {
  const items = xml.match(/<item[ >][\s\S]*?<\/item>/g) ?? []
  return items.flatMap(item => {
    const link = elementOf(item, 'link')
    return link === '' ? [] : [{ link, title: elementOf(item, 'title') }]
  })
}

function elementOf(item: string, name: string): string {
  const inside = new RegExp(`<${name}>([\\s\\S]*?)</${name}>`).exec(item)?.[1]?.trim() ?? ''
  return inside
    .replace(/^<!\[CDATA\[|\]\]>$/g, '')
    .replaceAll('&amp;', '&')
    .trim()
}

/**
 * `stored`: the addresses of the items of this feed. Two addresses under one headline may be one article or
 * two: neither is held against anybody.
 */
export function judgeItems(published: Iterable<PublishedEntry>, stored: readonly string[]): Verdict {
  const headlines = new Map<string, Set<string>>()
  const articles = new Map<string, Set<string>>()
  for (const { link, title } of published) {
    const article = articleOf(link)
    const headline = plainHeadline(title) || article
    articles.set(article, (articles.get(article) ?? new Set()).add(headline))
    headlines.set(headline, (headlines.get(headline) ?? new Set()).add(article))
  }
  const got = stored.map(articleOf)
  const there = new Set(got)
  const groups = groupsOf(articles, headlines)
  return {
    expected: groups.length,
    stored: stored.length,
    missing: groups.filter(group => !group.some(article => there.has(article))).map(([first = '']) => first),
    doubled: got.filter((article, at) => got.indexOf(article) < at),
    foreign: got.filter(article => !articles.has(article)),
  }
}

/** Articles that are one by some headline that both had. */
function groupsOf(
  articles: ReadonlyMap<string, ReadonlySet<string>>,
  headlines: ReadonlyMap<string, ReadonlySet<string>>,
): string[][] {
  const seen = new Set<string>()
  const groups: string[][] = []
  for (const start of articles.keys()) {
    if (seen.has(start)) continue
    seen.add(start)
    const group = [start]
    for (const article of group)
      for (const headline of articles.get(article) ?? [])
        for (const other of headlines.get(headline) ?? [])
          if (!seen.has(other)) {
            seen.add(other)
            group.push(other)
          }
    groups.push(group)
  }
  return groups
}

/** Small letters without the publisher's name after the last dash. */
function plainHeadline(title: string): string {
  return title
    .replace(/ [-–|] [^-–|]*$/, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
}
