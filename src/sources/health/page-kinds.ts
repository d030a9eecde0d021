/** What an ordinary web page is that came instead of a feed: by where it is, its title and a few marks. */

export type PageKind = 'home-page' | 'consent-page' | 'login-page' | 'parked' | 'web-page'

export interface WebPage {
  /** The source's own address, and where its answer came from in the end. */
  asked: string
  answered: string
  /** Its beginning, in lower case. */
  head: string
}

/** Sellers of names. The bare `/lander` script is GoDaddy's. */
const parkedMarks =
  /sedoparking\.com|parkingcrew\.net|bodis\.com|parklogic\.com|window\.location\.href="\/lander"/
/** What they write; others write of them, at length. */
const parkedWords =
  /domain (?:name )?(?:is|may be) (?:available )?for sale|(?:buy|acquire|inquire about) this domain|domain (?:is|has been) parked|parked (?:free|domain)|this domain (?:has )?expired/
const shortPage = 16_000
const parkedHosts = /(?:^|\.)(?:hugedomains|afternic|sedo|dan|parkingcrew|bodis|domainmarket)\.(?:com|net)$/
const consentPlace =
  /^https?:\/\/consent\.|\/(?:cookie-?)?consent(?:[/?.-]|$)|\/privacy-?(?:gate|wall)(?:[/?]|$)/
const consentTitle =
  /before you continue|your (?:privacy|consent)|cookie (?:wall|consent|settings)|we value your privacy|datenschutz-?einstellungen/
const loginPlace =
  /\/(?:log-?in|sign-?in|sso|auth(?:enticate|orize)?|saml2?|oauth2?|account\/login)(?:[/?.;]|$)/
const passwordField = /<input[^>]{0,300}type\s*=\s*["']?password/

export function pageKindOf({ asked, answered, head }: WebPage): PageKind {
  const title = /<title[^>]{0,200}>([^<]{0,300})/.exec(head)?.[1] ?? ''
  const redirected = placeOf(asked) !== placeOf(answered)
  if (parkedHosts.test(hostOf(answered)) || parkedMarks.test(head)) return 'parked'
  if (parkedWords.test(head.length < shortPage ? head : title)) return 'parked'
  if ((redirected && consentPlace.test(answered.toLowerCase())) || consentTitle.test(title))
    return 'consent-page'
  // Many a page has a small field for a password on top; a page that is one has little else.
  if ((redirected && loginPlace.test(pathOf(answered))) || (passwordField.test(head) && isLogin(title)))
    return 'login-page'
  return redirected && isHome(answered) ? 'home-page' : 'web-page'
}

function isLogin(title: string): boolean {
  return /log ?in|sign ?in|anmeld|einlogg|connexion|iniciar sesi|entrar|accedi|inloggen/.test(title)
}

/** A site's first page, or that of one of its languages. */
function isHome(url: string): boolean {
  return /^\/(?:[a-z]{2}(?:[-_][a-z]{2})?\/?)?(?:index\.\w{2,5}|home\/?)?$/.test(pathOf(url))
}

function placeOf(url: string): string {
  return URL.canParse(url) ? `${hostOf(url).replace(/^www\./, '')}${pathOf(url)}` : url
}

function pathOf(url: string): string {
  return URL.canParse(url) ? new URL(url).pathname.toLowerCase() : ''
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname : ''
}
