/** A feed that keeps publishing: an RSS document over HTTP with an item more whenever the test says so. */
import { createServer } from 'node:http'
import type { TestContext } from 'node:test'

export interface FeedServer {
  url: string
  /** Adds an item, newest first, and returns its address. */
  publish(title?: string): string
  /** Addresses of all items so far. */
  readonly published: readonly string[]
}

const kept = 50

export async function startFeedServer(t: Pick<TestContext, 'after'>, items = 3): Promise<FeedServer> {
  const published: string[] = []
  const titles = new Map<string, string>()
  let origin = ''
  const server = createServer((_request, response) => {
    const newest = published.slice(-kept).toReversed()
    response.writeHead(200, { 'content-type': 'application/rss+xml; charset=utf-8' })
    response.end(rss(origin, newest, titles))
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  t.after(() => {
    server.closeAllConnections()
    server.close()
  })
  const address = server.address()
  origin = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`
  const publish = (title?: string) => {
    const url = `${origin}/articles/${published.length + 1}`
    titles.set(url, title ?? inventedTitle(published.length + 1))
    published.push(url)
    return url
  }
  for (let n = 0; n < items; n++) publish()
  return { url: `${origin}/feed.xml`, publish, published }
}

/** Headlines that have no word in common, so that each founds a story of its own. */
function inventedTitle(n: number): string {
  return Array.from({ length: 6 }, (_, place) => inventedWord(n * 6 + place)).join(' ')
}

/** Another one for each number below 70⁴. */
function inventedWord(n: number): string {
  const syllables = 'bcdfghklmnprst'
    .split('')
    .flatMap(first => 'aeiou'.split('').map(second => first + second))
  const word = [0, 1, 2, 3].map(place => syllables[Math.floor(n / 70 ** place) % 70]).join('')
  return word.charAt(0).toUpperCase() + word.slice(1)
}

function rss(origin: string, urls: readonly string[], titles: ReadonlyMap<string, string>): string {
  const items = urls.map(
    url =>
      `<item><title>${titles.get(url)}</title><link>${url}</link><guid>${url}</guid>` +
      `<description>${titles.get(url)}: told in one sentence.</description></item>`,
  )
  return `<?xml version="1.0"?><rss version="2.0"><channel><title>Invented News</title><link>${origin}/</link>${items.join('')}</channel></rss>`
}
