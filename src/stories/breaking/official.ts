/**
 * What can be told by itself of who speaks: hosts that only states, their police, armies, central banks and surveys can
 * have, and a few bodies by name. Hosts that anybody can register (".org", "police-news.com") say nothing; the operator
 * marks further sources. That a paragraph says "in a statement" is a small sign: anybody can write it.
 */
/** `gov`, `gov.uk`, `gouv.fr`, `go.jp`, `gob.mx`, `mil.pl`, `gc.ca`, `admin.ch`; registries keep these for states. */
const stateHost =
  /(?:^|\.)(?:(?:gov|gouv|gob|govt|gub|mil|police)(?:\.[a-z]{2})?|(?:go|gv|gok|gop|govern)\.[a-z]{2}|mil|int|europa\.eu|gc\.ca|admin\.ch|bund\.de|regierung\.de|overheid\.nl|guv\.ro)$/

/** Primary sources that stand at other addresses: central banks, surveys, courts, exchanges' filings. */
const bodies = new Set(
  'ecb.europa.eu boj.or.jp bankofengland.co.uk bundesbank.de snb.ch banque-france.fr bok.or.kr rbi.org.in bcb.gov.br pbc.gov.cn bundesverfassungsgericht.de emsc-csem.org gfz-potsdam.de gfz.de geonet.org.nz un.org icc-cpi.org icj-cij.org opec.org imf.org iaea.org kremlin.ru polizei.de presseportal.polizei.de usgs.gov bafin.de dwd.de knmi.nl ingv.it'.split(
    ' ',
  ),
)

/** Null: nothing that could be told by the address. */
export function officialHost(url: string | null | undefined): string | null {
  if (!url || !URL.canParse(url)) return null
  const host = new URL(url).hostname.replace(/^www\./, '').replace(/\.$/, '')
  if (stateHost.test(host)) return host
  const labels = host.split('.')
  return labels.some((_, at) => bodies.has(labels.slice(at).join('.'))) ? host : null
}

const statement =
  /\bsaid in (?:a|an) (?:\w+ )?statement\b|\bin a (?:joint |written |televised )?statement\b|\bstatement (?:said|read)\b|\ben un comunicado\b|\bem (?:comunicado|nota)\b|\bdans un communique\b|\bin einer (?:mitteilung|erklarung)\b|\bin una nota\b|\bв заявлении\b|\b(?:police|the (?:foreign|defen[cs]e|interior|health) ministry|the central bank|the geological survey) said\b|(?:声明で|発表した|发表声明|發表聲明)/u

/** That its first paragraph quotes a statement, or an authority by name. */
export function quotesStatement({ lede }: { lede: string }): boolean {
  return statement.test(lede)
}
