/** The one spelling of a source's address, so that the same feed added twice is one source. */
import { TocsinError } from '../errors.ts'

const maxUrlLength = 2_000

/** Null when it is no http(s) address, or carries a password. The fragment never reaches a server: it goes. */
export function parseSourceUrl(text: string): { url: string; host: string } | null {
  const trimmed = text.trim()
  const url = URL.canParse(trimmed) ? new URL(trimmed) : null
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password) return null
  url.hash = ''
  return url.href.length > maxUrlLength ? null : { url: url.href, host: url.host }
}

/** As `parseSourceUrl`; throws `fetch.bad-url` instead. */
export function requireSourceUrl(text: string): { url: string; host: string } {
  const parsed = parseSourceUrl(text)
  if (parsed) return parsed
  throw new TocsinError(
    'fetch.bad-url',
    `A source needs an http or https address such as https://news.example.org/feed.xml, without a password in it, but got "${text.slice(0, 200)}".`,
  )
}
