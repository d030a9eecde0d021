/**
 * Whose report this item reports: "…, the Wall Street Journal reported on Thursday", "told the BBC", "WSJ: …". Only the
 * headline and the beginning are looked at: who is quoted further down gave background, not the news.
 */
import { findNames, type NameFound } from './find-names.ts'

/** The lede; half as many characters say as much where there are no spaces. */
const beginning = 300

const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]{4}/u

/** Words that may stand between the cue and the name: "citing Iran's semi-official Tasnim news agency". */
const between = String.raw`(?:(?:the|a|an|its|local|state|state-run|state-owned|official|semi-official|news|newspaper|business|financial|daily|weekly|broadcaster|agency|channel|television|TV|radio|website|media|outlet|magazine|site|tabloid|broadsheet|der|die|das|dem|den|des|la|le|les|el|il|lo|l['’]|all['’]|à|au|aux|a|o|ao|agenzia|agencia|agência|agence|Nachrichtenagentur|Nachrichtensender|Sender|staatliche[nr]?|chaîne|télévision|publique|cadena|televisión|televisora|emittente|emissora|televisão|estatal|statale|de|do|da|del|della|Nachrichtenagentur|Zeitung|diario|diário|journal|quotidien|quotidiano|агентство|агентству|агентства|\p{Lu}[\p{L}]+(?:['’]s)?)[\s-]*){0,5}`
const cueBefore = new RegExp(
  String.raw`(?:^|[\s(,"“—–-])(?:according to|citing|as cited by|quoted by|quoting|told|tells|telling|speaking to|spoke to|in remarks to|seen by|reviewed by|obtained by|reported by|published by|reports? (?:by|in|from)|interview (?:with|to|on|published (?:by|in))|writes [^.\n]{1,40} for|laut|nach Angaben|meldet|meldete|berichtet|berichtete|sagte|selon|d['’]après|rapporte|a rapporté|a déclaré|a indiqué|a dit|a appris|a confié|según|informó|reportó|dijo|declaró|secondo|riferisce|riporta|ha detto|segundo|de acordo com|informou|disse|сообщает|сообщил|сообщила|сообщило|передает|передаёт|пишет|заявил|со ссылкой на|по данным|وفق|بحسب|نقلت|ذكرت|据|據|援引)\s*${between}$`,
  'u',
)
const cueAfter =
  /^(?:['’]s)?(?: (?:News|newspaper|news agency|agency|daily|weekly|magazine|website|channel|TV|television|radio|first|earlier|previously|also|separately|has|had|have|exclusively|(?:late )?on \p{L}+day|last \p{L}+))*,? (?:reported|reports?|reporting|learned|revealed|wrote|writes|quoted|cited|berichtet|berichtete|meldet|meldete|rapporte|informó|reportó|informa|riporta|riferisce|informou|сообщает|сообщило|передает|пишет)(?![\p{L}\p{N}])/iu
const ownWork =
  /^(?:['’]s)?(?:\/\p{L}+)? (?:poll|survey|calculations?|analysis|investigation|tally|witness(?:es)?|journalists?|reporters?|correspondents?|photographers?|review of|interview)(?![\p{L}\p{N}])/iu
const said = /^(?:['’]s)?(?: (?:news agency|agency|news))? (?:said|says)(?![\p{L}\p{N}])/u
const cueAfterUnspaced =
  /^(?:新聞|通信|電|紙|报|報|网|網|社|电视台)?(?:(?:[がはの]|の報道)[^。]{0,16}(?:報じ|伝え|報道|取材|インタビュー|明らか)|に(?:よると|よれば|語った|述べた|対し)|報道|报道|報導|报导|消息)/u
const cueBeforeUnspaced = /(?:据|據|援引|引述)[^，。、]{0,8}$/u

/** What is denied is not where the denial comes from; what could not be verified was named before. */
const denial =
  /(?:\b(?:den(?:y|ies|ied|ying)|reject(?:s|ed|ing)?|dismiss(?:es|ed|ing)?|refut\p{L}+|disput\p{L}+|false|fake|sues?|sued|lawsuit|verify|dementiert\p{L}*|dément\p{L}*|desmi\p{L}+|smenti\p{L}+|опроверг\p{L}*)(?![\p{L}])|否定|否認|否认)/iu

export function citedOrigin(headline: string, text: string): string | null {
  const lede = text.slice(0, unspaced.test(text.slice(0, beginning)) ? beginning / 2 : beginning)
  return citedIn(headline) ?? leadingName(headline) ?? citedIn(lede)
}

function citedIn(text: string): string | null {
  for (const found of findNames(text)) {
    if (found.kind !== 'carrier' && isCited(text, found)) return found.name
  }
  return null
}

function isCited(text: string, found: NameFound): boolean {
  const before = text.slice(Math.max(0, found.start - 90), found.start)
  const after = text.slice(found.end, found.end + 70)
  const isCue =
    cueBefore.test(before) ||
    cueBeforeUnspaced.test(before) ||
    cueAfter.test(after) ||
    ownWork.test(after) ||
    cueAfterUnspaced.test(after) ||
    (found.kind === 'agency' && said.test(after))
  return isCue && !denial.test(`${before.split(/[.!?。]\s/u).at(-1)}${after.split(/[.!?。]/u)[0]}`)
}

/** "WSJ: Ministers to meet", "Minister will go - Spiegel" (the latter has its suffix taken off before). */
function leadingName(headline: string): string | null {
  const found = findNames(headline.slice(0, 60))[0]
  if (found === undefined || found.kind === 'carrier' || found.start > 4) return null
  return /^(?: exclusive| report)?\s?[:：]\s/iu.test(headline.slice(found.end)) ? found.name : null
}
