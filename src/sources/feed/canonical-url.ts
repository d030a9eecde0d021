/**
 * One form for the many addresses of one article: for identity and grouping, never for links (the form may
 * not open). Folded: http and https; `www.`, since no publisher serves another article there; capitals of
 * the host; default ports; fragments; tracking parameters; the order of the others; AMP; a slash at the end.
 */

/** Parameters that say how a reader came, never what they read. */
const trackingPrefix =
  /^(?:utm|at|ns|mc|pk|mtm|hsa|oly|vero|guce|wt|ga|_ga|_hs|piwik|matomo|itm|int|sc|trk|s_cid)_/
const tracking = new Set(
  `fbclid gclid dclid gbraid wbraid msclkid yclid twclid igshid igsh mkt_tok _ga _gl _hsenc _hsmi cmp cmpid ocid ncid
   icid ito xtor wtmc guccounter __twitter_impression __source spm ref ref_src ref_url referrer smid smtyp emc
   partner ftag srnd sref taid mod soc_src soc_trk campaign campaign_id echobox feature_id oc amp outputtype
   sh sharetype share traffic_source rss rssfeed via`.split(/\s+/),
)
const fromFeed = /^(?:rss|feed|rss-?feed|feedburner)$/i

export function canonicalUrl(address: string): string {
  const url = URL.parse(address)
  if (!url || !/^https?:$/.test(url.protocol)) return address.trim()
  const host = url.hostname.replace(/\.$/, '').replace(/^(?:www\d?|amp)\.(?=[^.]+\.)/, '')
  const port = url.port === '80' || url.port === '443' ? '' : url.port
  const path = plainEscapes(url.pathname)
    .replace(/\/{2,}/g, '/')
    .replace(/\/amp(?:\.html)?\/?$|\.amp(?:\.html)?$/i, '')
    .replace(/\/+$/, '')
  // `#!` is how some pages name their article; every other fragment is a place within it.
  const hashBang = url.hash.startsWith('#!') ? url.hash : ''
  return `https://${host}${port && `:${port}`}${path || '/'}${tellingQuery(url.searchParams)}${hashBang}`
}

/** The parameters that choose what is shown, sorted. */
function tellingQuery(parameters: URLSearchParams): string {
  const kept = [...parameters].filter(([name, value]) => !isTracking(name.toLowerCase(), value))
  if (kept.length === 0) return ''
  const sorted = kept.map(([name, value]) => new URLSearchParams([[name, value]]).toString()).sort()
  return `?${sorted.join('&')}`
}

function isTracking(name: string, value: string): boolean {
  // A `ref` that is a number may be an article's: /article.php?ref=1234.
  if (name === 'ref' && /^\d+$/.test(value)) return false
  return tracking.has(name) || trackingPrefix.test(name) || fromFeed.test(value)
}

/** `%3a` and `%3A` and `:` are one; what must stay escaped has capitals (RFC 3986 §6.2.2). */
function plainEscapes(path: string): string {
  return path.replace(/%[\da-f]{2}/gi, escaped => {
    const character = String.fromCharCode(Number.parseInt(escaped.slice(1), 16))
    return /[\w.~!$'()*,;:@-]/.test(character) ? character : escaped.toUpperCase()
  })
}

/**
 * The number under which the publisher files an article, with its host, where the address ends in one:
 * `/world/some-headline-6325596`, `/eng/another-headline/91912277`. The words before it follow the headline
 * and the section, and change with them; the number stays. Null where there is none; dates are none.
 */
export function articleNumber(canonical: string): string | null {
  const url = URL.parse(canonical)
  if (url?.search !== '' || url.hash !== '') return null
  const digits = /[/_-]a?(\d{6,})(?:_\d+)?(?:\.\w{3,5})?$/.exec(url.pathname)?.[1]
  if (!digits || /^(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])?(?:\d{4})?$/.test(digits)) return null
  const language = /^\/[a-z]{2,3}(?:-[a-z]{2})?(?=\/)/i.exec(url.pathname)?.[0] ?? ''
  return `${url.host}${language}#${digits}`
}
