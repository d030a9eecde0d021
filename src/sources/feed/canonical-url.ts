/**
 * One form for the many addresses of one article: for identity and grouping, never for links (the form may
 * not open). Folded: wrappers that can be undone; http and https; `www.` and hosts for phones, since no
 * publisher serves another article there; ports; fragments; tracking and sessions; the order of the other
 * parameters; AMP; `index.html` and a slash at the end. The form of a form is itself. Never throws.
 */
import { unwrapAddress } from './unwrap-address.ts'
import { maxAddressLength } from './web-address.ts'

/** Parameters that say how a reader came, never what they read. */
const trackingPrefix =
  /^(?:utm|at|ns|mc|pk|mtm|hsa|oly|vero|guce|gaa|wt|ga|_ga|_hs|piwik|matomo|itm|int|sc|trk|s_cid|cx|soc|amp)_/
const tracking = new Set(
  `fbclid gclid dclid gbraid wbraid msclkid yclid ysclid twclid ttclid srsltid gad_source epik ef_id igshid igsh mibextid
   mkt_tok _ga _gl _hsenc _hsmi _openstat cmp cmpid intcid icmp ocid ncid icid ito xtor wtmc guccounter tsrc yptr
   __twitter_impression __source spm ref ref_src ref_url reflink referrer smid smtyp emc partner ftag ftcamp srnd sref taid
   mod campaign campaign_id echobox feature_id oc amp _amp isamp ampshare usqp aoh csi sh sharetype share sharemode
   traffic_source rss rssfeed via ved usg cvid hootpostid
   phpsessid jsessionid cfid cftoken sessionid session_id`.split(/\s+/),
)
const fromFeed = /^(?:rss|feed|rss-?feed|feedburner)$/i
const asAmp = /^(?:output|outputtype|view|mode|format|type|display|service)$/
const session = /^(?:sid|s|session|sess)$/

/** What the URL standard's parser leaves as it is: nothing to escape, no number for a host, no `/../`. */
const usualAddress =
  /^https?:\/\/((?:[a-z\d-]+\.)+[a-z][a-z\d-]*)(\/(?:[\w!$&'()*+,=:@~.-]*\/(?!\.))*[\w!$&'()*+,=:@~.-]*)$/
/** These it may refuse. */
const coded = 'xn--'

export function canonicalUrl(address: string): string {
  const trimmed = address.trim()
  if (trimmed.length > maxAddressLength) return trimmed
  const unwrapped = unwrapAddress(trimmed)
  const usual = unwrapped.includes(coded) ? null : usualAddress.exec(unwrapped)
  if (usual) return usualForm(usual[1] ?? '', usual[2] ?? '')
  const url = URL.parse(unwrapped)
  if (!url || !/^https?:$/.test(url.protocol)) return trimmed
  const host = plainHost(url.hostname)
  if (host === '') return trimmed
  const port = url.port === '80' || url.port === '443' ? '' : url.port
  const path = plainPath(url.pathname)
  const query = url.search === '' ? '' : tellingQuery(url.searchParams)
  const form =
    aggregated(host, path) ?? `https://${host}${port && `:${port}`}${path}${query}${place(url.hash)}`
  return wholly(form)
}

function usualForm(hostname: string, pathname: string): string {
  const host = plainHost(hostname)
  const path = plainPath(pathname)
  return wholly(aggregated(host, path) ?? `https://${host}${path}`)
}

/** What was written oddly enough shows only now that it is a wrapper. */
function wholly(form: string): string {
  return unwrapAddress(form) === form ? form : canonicalUrl(form)
}

/** Not `m.co.uk`, which is a name of its own. */
const forDevices =
  /^(?:www\d?|amp|m|mobile|wap|touch|3g)\.(?=[^.]+\.)(?!(?:com?|org|net|ac|gov|edu)\.[a-z]{2}$)/

function plainHost(written: string): string {
  let host = written.replace(/(?<!\.)\.$/, '')
  while (forDevices.test(host)) host = host.replace(forDevices, '')
  // en.m.wikipedia.org
  return host.includes('.m.') ? host.replace(/^([a-z]{2,3})\.m\.(?=[^.]+\.)/, '$1.') : host
}

/** Aggregators file an article under an id of their own; country, section and words around it vary. */
function aggregated(host: string, path: string): string | null {
  if (host === 'msn.com') {
    const id = /\/((?:ar|vi|ss|td)-[A-Za-z0-9]{4,})\/?$/.exec(path)?.[1]
    return id ? `https://msn.com/${id}` : null
  }
  if (host !== 'news.google.com') return null
  const id = /\/(?:articles|read)\/([\w-]{16,})\/?$/.exec(path)?.[1]
  return id ? `https://news.google.com/articles/${id}` : null
}

/** Of nearly every path one look tells that nothing in it is to be folded. */
const suspectPath = /[%;]|\/\/|\/\.|\/\(|amp|\/(?:index|default)\./i

function plainPath(written: string): string {
  const open = withoutLastSlashes(written)
  if (!suspectPath.test(open)) return open || '/'
  let path = plainEscapes(written)
  for (let before = ''; path !== before; ) {
    before = path
    path = path
      .replace(/;(?:jsessionid|phpsessid|sid)=[^/]*|\/\(S\(\w+\)\)(?=\/)/gi, '')
      .replace(/\/{2,}|(?:\/\.{1,2})+(?:\/|$)/g, '/')
      .replace(/\/amp_(?=articleshow\/)/gi, '/')
      .replace(/(?:\/amp(?=\/|$))+|(?:\/amp\.html|\.amp(?:\.html)?)+\/?$/gi, '')
      .replace(/\/(?:index|default)\.(?:html?|php\d?|aspx?|jsp|shtml|cfm)$/i, '')
    path = withoutLastSlashes(path)
  }
  return path || '/'
}

/** Not by a pattern: it would begin anew at each of many slashes that are not the last. */
function withoutLastSlashes(path: string): string {
  let end = path.length
  while (path[end - 1] === '/') end--
  return path.slice(0, end)
}

/** The parameters that choose what is shown, sorted; their names were escaped once too often in some feeds. */
function tellingQuery(parameters: URLSearchParams): string {
  const kept = [...parameters]
    .map(([name, value]) => [name.replace(/^(?:amp;)+/, ''), value] as const)
    .filter(([name, value]) => (name || value) && !isTracking(name.toLowerCase(), value))
  if (kept.length === 0) return ''
  const sorted = kept.map(([name, value]) => new URLSearchParams([[name, value]]).toString()).sort()
  return `?${sorted.join('&')}`
}

function isTracking(name: string, value: string): boolean {
  // A `ref` that is a number may be an article's: /article.php?ref=1234.
  if (name === 'ref' && /^\d+$/.test(value)) return false
  if (session.test(name)) return /^[\da-f]{26,}$/i.test(value)
  if (asAmp.test(name) && /^amp$/i.test(value)) return true
  return (
    tracking.has(name) || trackingPrefix.test(name) || fromFeed.test(value) || name.startsWith('aspsessionid')
  )
}

/** `#!` is how some pages name their article; every other fragment is a place within it. */
function place(hash: string): string {
  return hash.startsWith('#!') ? hash : ''
}

/** `%3a` and `%3A` and `:` are one; what must stay escaped has capitals (RFC 3986 §6.2.2). */
function plainEscapes(path: string): string {
  return path.replace(/%[\da-f]{2}/gi, escaped => {
    const character = String.fromCharCode(Number.parseInt(escaped.slice(1), 16))
    return /[\w.~!$'()*,;:@-]/.test(character) ? character : escaped.toUpperCase()
  })
}
