/** For tests: a site on loopback that answers as it is told, path by path. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { TestContext } from 'node:test'
import type { HostTurns } from '../poll/host-turns.ts'

export interface Page {
  status?: number
  headers?: Record<string, string>
  body: string | Uint8Array
}

export interface TestSite {
  origin: string
  /** By path and query; everything else is not found. May be changed while it runs. */
  pages: Map<string, Page | string>
  /** What was asked for, in order. */
  asked: string[]
}

export async function startSite(
  t: TestContext,
  pages: Record<string, Page | string> = {},
): Promise<TestSite> {
  const site: TestSite = { origin: '', pages: new Map(Object.entries(pages)), asked: [] }
  const server = createServer((request, response) => {
    const path = request.url ?? ''
    site.asked.push(path)
    const found = site.pages.get(path) ?? { status: 404, body: 'not found' }
    const page = typeof found === 'string' ? { body: found } : found
    const isNew = request.headers['if-none-match'] !== page.headers?.['etag']
    const status = page.status ?? (page.headers?.['etag'] && !isNew ? 304 : 200)
    response.writeHead(status, page.headers).end(status === 304 ? undefined : page.body)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  t.after(() => {
    server.closeAllConnections()
    return new Promise(resolve => server.close(resolve))
  })
  // A TCP server's address is never a pipe's name.
  site.origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return site
}

/** A host that is asked by nobody else. */
export const freeTurns: HostTurns = { take: async () => true, learn: async () => undefined }

export function newsSitemap(...names: string[]): string {
  const entries = names.map(
    name =>
      `<url><loc>https://news.example/${name}</loc><news:news><news:publication_date>2026-08-18T10:00:00Z</news:publication_date><news:title>Headline of ${name}</news:title></news:news></url>`,
  )
  return `<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">${entries.join('')}</urlset>`
}

export function sitemapIndex(...urls: (string | [url: string, lastmod: string])[]): string {
  const parts = urls.map(part => {
    const [url, lastmod] = typeof part === 'string' ? [part, null] : part
    return `<sitemap><loc>${url}</loc>${lastmod ? `<lastmod>${lastmod}</lastmod>` : ''}</sitemap>`
  })
  return `<?xml version="1.0"?><sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${parts.join('')}</sitemapindex>`
}

/** A page with an article of so many paragraphs. */
export function articlePage(paragraphs: readonly string[], head = ''): string {
  return `<!doctype html><html lang="en"><head><title>The harbour bridge</title>${head}</head><body><main><article><h1>The harbour bridge</h1>${paragraphs.map(text => `<p>${text}</p>`).join('')}</article></main></body></html>`
}

export const bridge = [
  'The harbour bridge was closed on Tuesday after engineers found cracks in two of its pillars, the city said.',
  'Traffic goes round by the north until further notice; buses, trams and lorries are affected as well.',
  'Nobody was hurt when a lorry braked hard, but twelve people were treated for shock, a spokeswoman said.',
]
