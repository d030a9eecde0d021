/**
 * Pages that are the same for everybody. Browsers ask again each time and mostly hear "not modified"; a cache
 * in front of the server may keep them for ten seconds, so that a flash to a million readers meets one page.
 */
import { createHash } from 'node:crypto'
import type { Clock } from '../clock.ts'
import type { RequestContext } from '../web/index.ts'

export interface PublicPage {
  content: string
  etag: string
}

export function publicPage(content: string): PublicPage {
  return { content, etag: `"${createHash('sha256').update(content).digest('base64url').slice(0, 22)}"` }
}

export function answerPublicPage(c: RequestContext, { content, etag }: PublicPage): Response {
  const headers = { etag, 'cache-control': 'public, max-age=0, s-maxage=10' }
  // A cache may have made the tag a weak one (RFC 9110 §13.1.2 compares without regard to that).
  const known = c.req.header('if-none-match')?.split(',') ?? []
  if (known.some(tag => tag.trim().replace(/^W\//, '') === etag)) return c.body(null, 304, headers)
  return c.body(content, 200, { ...headers, 'content-type': 'text/html; charset=utf-8' })
}

/** Renders at most once in `keepMs`, and once for all who ask meanwhile; `forget` ends that early. */
export function keepPage(
  clock: Clock,
  keepMs: number,
  render: () => Promise<string>,
): { get(): Promise<PublicPage>; forget(): void } {
  let kept: { page: Promise<PublicPage>; until: number } | null = null
  const forget = () => {
    kept = null
  }
  return {
    get() {
      if (!kept || kept.until <= clock.now()) {
        const page = render().then(publicPage)
        page.catch(forget)
        kept = { page, until: clock.now() + keepMs }
      }
      return kept.page
    },
    forget,
  }
}
