/**
 * Pages that are the same for everybody who reads their language. Browsers ask again each time and mostly hear
 * "not modified"; a cache in front of the server may keep them for ten seconds, so that a flash to a million
 * readers meets one page. `Vary` keeps such a cache from handing one language to those who asked for another.
 */
import { createHash } from 'node:crypto'
import type { Clock } from '../clock.ts'
import type { RequestContext } from '../web/index.ts'
import type { PageLanguage } from './page-language.ts'

export interface PublicPage {
  content: string
  etag: string
}

export function publicPage(content: string): PublicPage {
  return { content, etag: `"${createHash('sha256').update(content).digest('base64url').slice(0, 22)}"` }
}

export function answerPublicPage(c: RequestContext, { content, etag }: PublicPage): Response {
  const headers = { etag, 'cache-control': 'public, max-age=0, s-maxage=10', vary: 'Accept-Language' }
  // A cache may have made the tag a weak one (RFC 9110 §13.1.2 compares without regard to that).
  const known = c.req.header('if-none-match')?.split(',') ?? []
  if (known.some(tag => tag.trim().replace(/^W\//, '') === etag)) return c.body(null, 304, headers)
  return c.body(content, 200, { ...headers, 'content-type': 'text/html; charset=utf-8' })
}

export interface KeptPages {
  get(language: PageLanguage): Promise<PublicPage>
  forget(): void
}

/**
 * One page per language, and one more for who chose it: what is kept is bounded by the languages that we have.
 * Each is rendered at most once in `keepMs`, and once for all who ask meanwhile; `forget` ends that early.
 */
export function keepPages(
  clock: Clock,
  keepMs: number,
  render: (language: PageLanguage) => Promise<string>,
): KeptPages {
  const kept = new Map<string, { page: Promise<PublicPage>; until: number }>()
  return {
    get(language) {
      const key = `${language.text.language} ${language.chosen}`
      const known = kept.get(key)
      if (known && known.until > clock.now()) return known.page
      const page = render(language).then(publicPage)
      const entry = { page, until: clock.now() + keepMs }
      page.catch(() => kept.get(key) === entry && kept.delete(key))
      kept.set(key, entry)
      return page
    },
    forget: () => kept.clear(),
  }
}
