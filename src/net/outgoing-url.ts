/**
 * Which URLs may be fetched, before any name is resolved: http and https, no credentials, bounded length.
 * `hostOf` is the host as names and addresses are compared: without brackets and trailing dots.
 */
import { TocsinError } from '../errors.ts'

const maxUrlLength = 8192

/** Throws `fetch.bad-url`. The message names the host only: a path or query may carry a feed's secret key. */
export function parseOutgoingUrl(text: string, base?: URL): URL {
  const url = text.length <= maxUrlLength && URL.canParse(text, base?.href) ? new URL(text, base?.href) : null
  if (!url)
    throw badUrl(
      `An http or https address of at most ${maxUrlLength} characters was expected, but what came is none. Check the address.`,
    )
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw badUrl(
      `An address must start with http:// or https://, but this one starts with ${url.protocol} Use the web address.`,
    )
  // They would end up in logs and pages, and `http://trusted.example@evil.example/` deceives whoever reads it.
  if (url.username || url.password)
    throw badUrl(
      `The address at ${url.host} carries a user name or password. Remove what stands before the @.`,
    )
  if (!hostOf(url)) throw badUrl('The address has no host. Check the address.')
  if (url.port === '0') throw badUrl(`The address at ${url.host} names port 0, which nobody can listen on.`)
  url.hash = ''
  return url
}

/**
 * Where a redirect leads. From https to plain http it is followed as https: an answer that anyone on the way
 * could forge must not become an alert when the operator asked for https. Many sites that redirect so (a
 * proxy that forgot its scheme) redirect back to https at once, and are reached this way. Where there is no
 * https to go to (another port, or the very same page), it is refused.
 */
export function redirectTarget(from: URL, location: string): URL {
  // Node reads header bytes as latin1; what is no ASCII was most likely meant as UTF-8.
  const target = parseOutgoingUrl(Buffer.from(location, 'latin1').toString(), from)
  if (from.protocol !== 'https:' || target.protocol !== 'http:') return target
  const upgraded = new URL(target)
  upgraded.protocol = 'https:'
  if (target.port || upgraded.href === from.href)
    throw badUrl(
      `${from.host} redirects from https to http at ${target.host}, where the answer could be forged on the way. If that is meant, use the http address itself.`,
    )
  return upgraded
}

export function hostOf(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, '').replace(/\.+$/, '')
}

export function portOf(url: URL): number {
  return Number(url.port) || (url.protocol === 'https:' ? 443 : 80)
}

function badUrl(message: string): TocsinError {
  return new TocsinError('fetch.bad-url', message)
}
