/** "Did you mean ada@gmail.com?": an address with a slip in its domain -> the one that was meant, or null. */
import { domainOf } from './counts.ts'
import { bigProviders, isBigProvider, lookAlikes } from './providers.ts'

/** No such top-level domains exist; `.co`, `.cm` and `.om` do, and are slips only after a provider's name. */
const slips: Readonly<Record<string, string>> = {
  con: 'com',
  cmo: 'com',
  ocm: 'com',
  vom: 'com',
  xom: 'com',
  cim: 'com',
  cpm: 'com',
  comm: 'com',
  coom: 'com',
  copm: 'com',
  ner: 'net',
  nte: 'net',
  nett: 'net',
  ogr: 'org',
  orgg: 'org',
}
/** A provider's name under a country of its own is a domain of its own: hotmail.it, yahoo.com.br. */
const countries =
  /^(?:hotmail|outlook|live|yahoo|gmx|msn|free|orange)\.(?:co\.|com\.)?(?!co$|cm$|om$)[a-z]{2}$/

export function suggestAddress(address: string): string | null {
  const typed = domainOf(address)
  if (isKnown(typed)) return null
  const meant = nearestProvider(typed) ?? withoutSlip(typed)
  return meant === null ? null : `${address.slice(0, -typed.length)}${meant}`
}

function isKnown(domain: string): boolean {
  return isBigProvider(domain) || lookAlikes.has(domain) || countries.test(domain)
}

function nearestProvider(domain: string): string | null {
  const near = bigProviders
    .map(provider => ({ provider, slips: slipsBetween(domain, provider) }))
    .filter(({ provider, slips }) => slips <= slipsAllowed(provider))
    .sort((one, other) => one.slips - other.slips)
  return near[0]?.provider ?? null
}

/** In a short name every other one is near. */
function slipsAllowed(provider: string): number {
  return provider.length < 8 ? 0 : provider.length < 11 ? 1 : 2
}

function withoutSlip(domain: string): string | null {
  const dot = domain.lastIndexOf('.')
  const meant = slips[domain.slice(dot + 1)]
  return meant === undefined ? null : `${domain.slice(0, dot)}.${meant}`
}

/** Letters left out, put in, exchanged, and neighbours that changed places (Damerau, each letter touched once). */
function slipsBetween(one: string, other: string): number {
  if (Math.abs(one.length - other.length) > 2) return Number.POSITIVE_INFINITY
  const rows = [Array.from({ length: other.length + 1 }, (_, n) => n)]
  const at = (row: number, column: number) => rows[row]?.[column] ?? Number.POSITIVE_INFINITY
  for (let a = 1; a <= one.length; a++) {
    const row = [a]
    rows.push(row)
    for (let b = 1; b <= other.length; b++) {
      const changed = one[a - 1] === other[b - 1] ? 0 : 1
      const swapped = one[a - 1] === other[b - 2] && one[a - 2] === other[b - 1]
      row[b] = Math.min(
        at(a - 1, b) + 1,
        at(a, b - 1) + 1,
        at(a - 1, b - 1) + changed,
        swapped ? at(a - 2, b - 2) + 1 : Number.POSITIVE_INFINITY,
      )
    }
  }
  return at(one.length, other.length)
}
