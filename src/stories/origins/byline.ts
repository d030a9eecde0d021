/**
 * Whose text this is, by what stands in and around it: a dateline ("KYIV (Reuters) - …", "[東京 20日 ロイター]"), a byline
 * ("By Reuters", "Reuters | Updated: …"), a credit ("Source: Reuters", "© AFP", "(Reporting by …; editing by …)"). The
 * credit of a picture is none.
 */
import { findNames, type NameFound, nameThatIs } from './find-names.ts'

const beginning = 600
const longestScanned = 24_000
const shortLine = 160

const credit =
  /(?:^|\n|[.!?)”"]\s)\s*\(?(?:source|quelle|fuente|fonte|出典|提供|来源|來源|источник|المصدر|©|\(c\)|copyright(?: ©)?)\s*[:：]?\s*(?:\d{4}\s+)?(?:the\s+)?([^\n]{2,50})/giu
/** Reuters' own sign-off, in the languages that it writes. Reluctant and bounded: hostile text must not make it slow. */
const reutersSignOff =
  /\((?:additional )?(?:reporting|writing|compiled|reporte|reportaje|información|reportagem|rédigé|reportage|bericht|geschrieben|zusammengestellt)\s(?:by|de|por|par|von)\s[^()]{3,500}?(?:editing|edited|editado|edición|edição|édité|redigiert|traducido)\s(?:by|de|en|por|par|von)\s/iu

export function bylineOrigin(text: string): string | null {
  const scanned =
    text.length <= longestScanned ? text : `${text.slice(0, longestScanned - 2000)}\n${text.slice(-2000)}`
  return (
    datelineName(scanned.slice(0, beginning)) ??
    lineName(scanned.slice(0, 2 * beginning)) ??
    creditName(scanned)
  )
}

function datelineName(text: string): string | null {
  for (const found of findNames(text)) {
    if (found.kind !== 'carrier' && (isDateline(text, found) || isUnspacedDateline(text, found)))
      return found.name
  }
  return null
}

/** What stands in brackets behind a place in capitals or before a dash; "the party (PTI) won" is neither. */
function isDateline(text: string, found: NameFound): boolean {
  const line = text.slice(Math.max(text.lastIndexOf('\n', found.start) + 1, found.start - 120), found.start)
  const after = text.slice(found.end, found.end + 30)
  const closed = /^[^()\n]{0,20}\)/u.exec(after)?.[0]
  if (/\($/u.test(line) && closed !== undefined) {
    if (/^\s*(?:[-–—]|:)/u.test(after.slice(closed.length))) return true
    return /^\($|^[\p{Lu}\p{N}][\p{Lu}\p{M} .,'’/-]{2,40}(?:,[^(\n]{0,30})?\($/u.test(line)
  }
  if (/^\s*\|\s*(?:Updated|Created|Published)/u.test(after)) return true
  // "PARIS, 20 août, Reuters -" and "Berlin, 20. Aug (dpa-AFX)" come without brackets in some houses.
  return /^[\p{Lu}][\p{Lu} .,'’/-]{2,40}(?:,[^(\n]{0,24})?[,\s]$/u.test(line) && /^\s*[-–—]\s/u.test(after)
}

function isUnspacedDateline(text: string, found: NameFound): boolean {
  const before = text.slice(Math.max(0, found.start - 40), found.start)
  const after = text.slice(found.end, found.end + 40)
  if (/[[［【〔（(][^\]］】〕）)]{0,36}$/u.test(before) && /^[^\]］】〕）)]{0,16}[\]］】〕]/u.test(after))
    return true
  if (/[（(]$/u.test(before) && /^[^）)]{0,8}[）)]\s*[:：-]/u.test(after)) return true
  return (
    /(?:^|\n)\s*[(（]?$/u.test(before) && /^[^，。\n]{0,24}[0-9０-９]日?[^，。\n]{0,6}[电電]/u.test(after)
  )
}

/** A line of its own near the beginning: "By Reuters", "Bloomberg 3 min read Last Updated : …", "AFP". */
function lineName(text: string): string | null {
  if (!text.includes('\n')) return null
  for (const line of text.split('\n')) {
    const rest = line.trim().replace(/^(?:by|von|por|par|di|от|文|作者)\s*[:：]?\s+/iu, '')
    if (rest.length === 0 || rest.length > shortLine) continue
    const whole = nameThatIs(rest.slice(0, 60))
    if (whole && whole.kind !== 'carrier') return whole.name
    const found = findNames(rest.slice(0, 60))[0]
    if (
      found?.start === 0 &&
      found.kind !== 'carrier' &&
      /^[^.\n]{0,24}?\s(?:\d+ min(?:ute)?s? read|\|)/u.test(rest.slice(found.end))
    )
      return found.name
  }
  return null
}

function creditName(text: string): string | null {
  for (const match of text.matchAll(credit)) {
    const found = findNames((match[1] ?? '').replace(/^the\s+/iu, ''))[0]
    // The whole of the credit: "Source: Reuters/rk", not "Source: Reuters poll of economists".
    if (
      found?.start === 0 &&
      found.kind !== 'carrier' &&
      /^(?:\/\p{L}+)*\s*(?:[).,;|]|$|\d)/u.test((match[1] ?? '').replace(/^the\s+/iu, '').slice(found.end))
    ) {
      return found.name
    }
  }
  return reutersSignOff.test(text) ? 'Reuters' : null
}
