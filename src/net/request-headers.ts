/**
 * The headers of one hop. In: what the caller asked for, where the fetch began, where this hop goes.
 * What frames the message or names us is set here alone. When a redirect leaves the origin that the caller
 * named, only headers that are no secret go along: an allow-list, so that neither a cookie, nor an
 * authorization, nor an `X-Api-Key` reaches a stranger.
 */
import { acceptedEncodings } from './content-codings.ts'

/** Conditions go along: feeds move behind redirects, and their validators are those of the last hop. */
const carriedToOtherOrigins = new Set([
  'accept',
  'accept-language',
  'a-im',
  'cache-control',
  'if-modified-since',
  'if-none-match',
])

const setByUs = new Set([
  'accept-encoding',
  'connection',
  'content-length',
  'expect',
  'host',
  'keep-alive',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'user-agent',
])

export function headersFor(
  asked: Readonly<Record<string, string>>,
  { userAgent, form }: { userAgent: string; form: string | null },
  hop: { url: URL; sameOrigin: boolean },
): Record<string, string> {
  const kept = Object.entries(asked)
    .map(([name, value]): [string, string] => [name.toLowerCase(), value])
    .filter(([name]) => !setByUs.has(name) && (hop.sameOrigin || carriedToOtherOrigins.has(name)))
  return {
    accept: '*/*',
    ...Object.fromEntries(kept),
    ...(form === null
      ? {}
      : {
          'content-type': 'application/x-www-form-urlencoded',
          'content-length': String(Buffer.byteLength(form)),
        }),
    host: hop.url.host,
    'user-agent': userAgent,
    'accept-encoding': acceptedEncodings,
  }
}
