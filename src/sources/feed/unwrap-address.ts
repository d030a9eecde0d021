/**
 * The publisher's address inside another's: click counters, link shims, caches of AMP pages, aggregators. In:
 * an http(s) address. Out: where it leads as far as that stands in the address itself, else the same. Nothing
 * is asked of the network, at most five wrappers are undone, and what comes out is http(s) again.
 */
import { webAddress } from './web-address.ts'

const mostWrappers = 5
/** Of nearly every address one look tells that it is none of these. */
const suspect =
  /\/\/(?:[^/]*(?:google|ampproject|bing|facebook|instagram|messenger|threads|workplace|twitter|x\.com|slack|linkedin|reddit|youtube|umblr|tumblr|href\.li|vk\.com|steam|safelinks|urldefense|yahoo|redirectingat|skimresources|viglink)|(?:outbound|out|outgoing|exit|away|redir(?:ect)?|clicks?|track(?:ing)?|go|l|link|lnk)\.)/i

export function unwrapAddress(address: string): string {
  if (!suspect.test(address)) return address
  let current = address
  for (let depth = 0; depth < mostWrappers; depth++) {
    const url = URL.parse(current)
    const target = url && webAddress(targetOf(url), null)
    if (!target || target === current) break
    current = target
  }
  return current
}

/** An address that tells nothing of its target: one article may have many of them, each reader another. */
export function isOpaque(address: string): boolean {
  if (!suspectOpaque.test(address)) return false
  const url = URL.parse(address)
  return url !== null && (opaqueHost.test(url.hostname) || opaquePath.test(`${url.hostname}${url.pathname}`))
}

const opaqueHost =
  /^(?:feedproxy\.google\.com|rss\.feedsportal\.com|t\.co|bit\.ly|ift\.tt|dlvr\.it|ow\.ly|trib\.al|buff\.ly)$/
const suspectOpaque =
  /google|feedburner|feedsportal|\/\/(?:t\.co|bit\.ly|ift\.tt|dlvr\.it|ow\.ly|trib\.al|buff\.ly)\//i
const opaquePath =
  /^(?:feeds\.feedburner\.com\/~r\/|news\.google\.com\/(?:[\w/]*\/)?(?:articles|read)\/[\w-]{16,})/

interface Wrapper {
  /** Tested against host and path. */
  at: RegExp
  /** The parameters that may hold the target, or how it is made of what `at` found. */
  target: readonly string[] | ((found: RegExpExecArray, url: URL) => string | null)
}

const inUrl = ['url'] as const
const inU = ['u'] as const

const wrappers: readonly Wrapper[] = [
  { at: /^(?:www\.)?google\.[a-z.]+\/amp\/(s\/)?(.+)/, target: cached },
  { at: /\.cdn\.ampproject\.org\/[a-z]+\/(s\/)?(.+)/, target: cached },
  { at: /^cdn\.ampproject\.org\/[a-z]+\/(s\/)?(.+)/, target: cached },
  { at: /\.bing-amp\.com\/[a-z]+\/(s\/)?(.+)/, target: cached },
  { at: /^(?:www\.)?google\.[a-z.]+\/(?:url|imgres)$/, target: ['q', 'url', 'imgrefurl'] },
  { at: /^news\.google\.[a-z.]+\/news\/url$/, target: inUrl },
  { at: /^news\.google\.com\/(?:[\w/]*\/)?(?:articles|read)\/(CBMi[\w-]+)/, target: googleNews },
  { at: /^(?:www\.)?bing\.com\/news\/apiclick\.aspx$/i, target: inUrl },
  {
    at: /^(?:www\.)?bing\.com\/ck\/a$/,
    target: (_, url) => base64Address(url.searchParams.get('u')?.slice(2)),
  },
  { at: /^(?:lm?\.facebook\.com\/l\.php|(?:www\.)?facebook\.com\/(?:l\.php|flx\/warn\/))/, target: inU },
  { at: /^l\.(?:instagram|messenger|threads|workplace)\.(?:com|net)\//, target: inU },
  { at: /^(?:www\.|mobile\.)?(?:twitter|x)\.com\/i\/redirect$/, target: inUrl },
  { at: /^slack-redir\.(?:net|com)\/link$/, target: inUrl },
  { at: /^(?:www\.)?linkedin\.com\/(?:redir\/redirect|safety\/go)$/, target: inUrl },
  { at: /^out\.reddit\.com\//, target: inUrl },
  { at: /^(?:www\.)?youtube\.com\/redirect$/, target: ['q'] },
  { at: /^(?:t\.umblr\.com|href\.li|tumblr\.com)\/redirect$/, target: ['z'] },
  { at: /^(?:away\.)?vk\.com\/away\.php$/, target: ['to'] },
  { at: /^steamcommunity\.com\/linkfilter\/?$/, target: inUrl },
  { at: /\.safelinks\.protection\.outlook\.com\//, target: inUrl },
  { at: /^urldefense\.proofpoint\.com\/v2\/url$/, target: (_, url) => proofpoint(url.searchParams.get('u')) },
  {
    at: /^urldefense\.com\/v3\/__(https?:\/\/?[^*]+)__;?/,
    target: ([, whole = '']) => whole.replace(/^(https?:)\/+/, '$1//'),
  },
  // Yahoo: …/RU=https%3a%2f%2f…/RK=0/…, and the older …/*http://….
  { at: /yahoo\.(?:com|co\.[a-z]+)\/.*\/RU=(https?%3a[^/]+)/i, target: ([, whole]) => decoded(whole) },
  {
    at: /yahoo\.(?:com|co\.[a-z]+)\/.*\/\*+-?(https?(?::|%3a).+)/i,
    target: ([, whole], url) => `${decoded(whole)}${url.search}`,
  },
  { at: /^(?:go\.redirectingat\.com|go\.skimresources\.com|go\.viglink\.com)\//, target: ['url', 'u'] },
  // Whoever calls a host so counts clicks there: the one address among its parameters is what they lead to.
  {
    at: /^(?:outbound|out|outgoing|exit|away|redir(?:ect)?|clicks?|track(?:ing)?|go|l|link|lnk)\.[^/]+\/[^?]*$/,
    target: ['url', 'u', 'to', 'target', 'dest', 'destination', 'redirect', 'link'],
  },
]

function targetOf(url: URL): string | null {
  const place = `${url.hostname.toLowerCase()}${url.pathname}`
  for (const { at, target } of wrappers) {
    const found = at.exec(place)
    if (!found) continue
    const there = typeof target === 'function' ? target(found, url) : inParameters(url, target)
    if (there) return there
  }
  return null
}

/** The first that is a whole http(s) address; some are escaped twice. */
function inParameters(url: URL, names: readonly string[]): string | null {
  for (const name of names) {
    const value = url.searchParams.get(name)?.trim() ?? ''
    const plain = /^https?%3a/i.test(value) ? decoded(value) : value
    if (plain && /^https?:\/\/[^/]/i.test(plain)) return plain
  }
  return null
}

/** `…/s/www.news.example/story`: an `s` stands for https. */
function cached([, secure, rest = '']: RegExpExecArray, url: URL): string | null {
  return /^[^/]+\.[^/]+/.test(rest)
    ? `http${secure ? 's' : ''}://${decoded(rest) ?? rest}${url.search}`
    : null
}

/**
 * The older ids of Google News are a protocol buffer in base64url: a number, then the address as field 4. The
 * newer hold a token there (`AU_yq…`) that only Google can resolve.
 */
function googleNews([, id = '']: RegExpExecArray): string | null {
  const bytes = Buffer.from(id, 'base64url')
  if (bytes[0] !== 0x08 || bytes[1] !== 0x13 || bytes[2] !== 0x22) return null
  const first = bytes[3] ?? 0
  const long = first >= 0x80
  const length = long ? (first & 0x7f) | ((bytes[4] ?? 0) << 7) : first
  const start = long ? 5 : 4
  const target = bytes.subarray(start, start + length).toString('latin1')
  return target.length === length && /^https?:\/\/[\x21-\x7e]+$/.test(target) ? target : null
}

function base64Address(written: string | undefined): string | null {
  const text = Buffer.from(written ?? '', 'base64url').toString('latin1')
  return /^https?:\/\/[\x21-\x7e]+$/.test(text) ? text : null
}

/** `https-3A__news.example_a`: hyphens for per cent signs, underscores for slashes. */
function proofpoint(written: string | null): string | null {
  return decoded((written ?? '').replaceAll('-', '%').replaceAll('_', '/'))
}

function decoded(written: string | undefined): string | null {
  try {
    return decodeURIComponent(written ?? '')
  } catch {
    return null
  }
}
