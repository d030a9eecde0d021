/**
 * Whose text this is, by what stands in and around it: a dateline ("KYIV (Reuters) - …", "[東京 20日 ロイター]"), a byline
 * ("By Reuters", "Reuters | Updated: …"), a credit ("Source: Reuters", "© AFP", "(Reporting by …; editing by …)"). The
 * credit of a picture is none.
 */
import { findNames, type NameFound } from './find-names.ts'

const datelineWithin = 600
/** What is looked through for credits: of a longer text its beginning and its end. */
const longestScanned = 24_000
const endScanned = 2_000

const credit =
  /(?:^|\n|[.!?)”"] )\(?(?:source|quelle|fuente|fonte|出典|提供|来源|來源|источник|المصدر|©|\(c\)|copyright(?: ©)?)[ \t]*[:：]?[ \t]*(?:\d{4} )?(?:the )?([^\n]{2,50})/gi
/** The whole of a credit: "Source: Reuters/rk", but not "Source: Reuters poll of economists". */
const creditEnd = /^(?:\/\p{L}+)*\s*(?:[).,;|]|$|\d)/u
/** Reuters' own sign-off, in the languages that it writes. Bounded: hostile text must not make it slow. */
const reutersSignOff =
  /\((?:additional )?(?:reporting|writing|compiled|reporte|reportaje|información|reportagem|rédigé|reportage|bericht|geschrieben|zusammengestellt)\s(?:by|de|por|par|von)\s[^()]{3,500}?(?:editing|edited|editado|edición|edição|édité|redigiert|traducido)\s(?:by|de|en|por|par|von)\s/i

/** "By" and its like, at the beginning of a line. */
const byAtStart = /(?:^|\n)\s{0,4}(?:(?:by|von|por|par|di|от|文|作者)[:：]? {0,2})?(?:the )?$/iu
/** What a line goes on with that has a name for a byline: nothing, "3 min read", "| Updated". */
const bylineEnd = /^(?:[ \t]{0,4}(?:\n|$)|[^.\n]{0,24}?\s(?:\d+ min(?:ute)?s? read|\|))/u

/** `names` are those found in the first part of the text. */
export function bylineOrigin(text: string, names: readonly NameFound[]): string | null {
  const own = names.filter(({ kind }) => kind !== 'carrier')
  return (
    own.find(
      found => found.start < datelineWithin && (isDateline(text, found) || isUnspacedDateline(text, found)),
    )?.name ??
    own.find(found => isByline(text, found))?.name ??
    creditedName(text)
  )
}

/** What stands in brackets behind a place in capitals or before a dash; "the party (PTI) won" is neither. */
function isDateline(text: string, { start, end }: NameFound): boolean {
  const before = text.slice(Math.max(text.lastIndexOf('\n', start) + 1, start - 120), start)
  const after = text.slice(end, end + 30)
  const closed = /^[^()\n]{0,20}\)/u.exec(after)?.[0]
  if (before.endsWith('(') && closed !== undefined) {
    if (/^\s*[-–—:]/u.test(after.slice(closed.length))) return true
    return /^\($|^[\p{Lu}\p{N}][\p{Lu}\p{M} .,'’/-]{2,40}(?:,[^(\n]{0,30})?\($/u.test(before)
  }
  // "PARIS, 20 août, Reuters -" comes without brackets in some houses.
  return /^\p{Lu}[\p{Lu} .,'’/-]{2,40}(?:,[^(\n]{0,24})?[,\s]$/u.test(before) && /^\s*[-–—]\s/u.test(after)
}

/** "［ロンドン １８日 ロイター］ - …", "(ブルームバーグ): …", "新华社北京8月19日电 …". */
function isUnspacedDateline(text: string, { start, end }: NameFound): boolean {
  const before = text.slice(Math.max(0, start - 40), start)
  const after = text.slice(end, end + 40)
  if (/[[［【〔（(][^\]］】〕）)]{0,36}$/u.test(before) && /^[^\]］】〕）)]{0,16}[\]］】〕]/u.test(after))
    return true
  if (/[（(]$/u.test(before) && /^[^）)]{0,8}[）)]\s*[:：-]/u.test(after)) return true
  return (
    /(?:^|\n)\s*[(（]?$/u.test(before) && /^[^，。\n]{0,24}[0-9０-９]日?[^，。\n]{0,6}[电電]/u.test(after)
  )
}

/** "By Reuters", "AFP", "Bloomberg 3 min read Last Updated : …" on a line of its own, "… Reuters | Updated: 20-08". */
function isByline(text: string, { start, end }: NameFound): boolean {
  const after = text.slice(end, end + 60)
  if (/^\s?\|\s?(?:Updated|Created|Published)/u.test(after)) return true
  const isOnlyLine = start < 40 && !text.includes('\n')
  return !isOnlyLine && byAtStart.test(text.slice(Math.max(0, start - 20), start)) && bylineEnd.test(after)
}

function creditedName(text: string): string | null {
  const isLong = text.length > longestScanned
  const scanned = isLong ? `${text.slice(0, longestScanned - endScanned)}\n${text.slice(-endScanned)}` : text
  for (const [, credited = ''] of scanned.matchAll(credit)) {
    const found = findNames(credited)[0]
    const isWhole = found?.start === 0 && creditEnd.test(credited.slice(found.end))
    if (found && isWhole && found.kind !== 'carrier') return found.name
  }
  return reutersSignOff.test(scanned) ? 'Reuters' : null
}
