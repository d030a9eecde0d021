/** What stands before or behind the name of an outlet where its report is reported, in the languages that were looked at. */

/** "…, **according to** the Harbour Post". */
const cuesBefore = [
  'according to|citing|cited by|quoted by|quoting|told|tells|telling|speaking to|spoke to|in remarks to',
  'seen by|reviewed by|obtained by|reported by|published by|reports? (?:by|in|from)|writes [^.\\n]{1,40} for',
  'interview (?:with|to|on|in|published (?:by|in))',
  'laut|nach Angaben|meldete?|berichtete?|sagte|Umfrage von',
  "selon|d['’]après|(?:a )?rapporte|a rapporté|a déclaré|a indiqué|a dit|a appris|a confié|sondage",
  'según|informó|reportó|dijo|declaró|encuesta de|sondeo de',
  'secondo|riferisce|riporta|ha detto|segundo|de acordo com|informou|disse|pesquisa',
  'сообщает|сообщил[аио]?|переда[её]т|пишет|заявил[аи]?|со ссылкой на|по данным',
  'وفق|بحسب|نقلت|ذكرت',
].join('|')

/** What may stand between: "citing **Iran's semi-official** Tasnim", "meldet **die Nachrichtenagentur** dpa". */
const between = [
  'the|an?|its|local|state|state-(?:run|owned)|official|semi-official|news|newspaper|business|financial|daily|weekly',
  'broadcaster|agency|channel|television|TV|radio|website|media|outlet|magazine|site|tabloid|broadsheet',
  'der|die|das|dem|den|des|staatliche[nr]?|Nachrichtenagentur|Nachrichtensender|Sender|Zeitung',
  'la|les?|de|du|à|aux?|agence|chaîne|télévision|publique|journal|quotidien',
  'el|al?|del|agencia|cadena|televisión|televisora|estatal|diario',
  'il|lo|alla?|agenzia|emittente|statale|quotidiano|o|ao?|do|da|agência|emissora|televisão|diário',
  'агентств[оуа]|газета|телеканал|информагентств[оуа]',
  "\\p{Lu}\\p{L}+(?:['’]s)?",
].join('|')
const elided = "(?:(?:l|all|dell|d)['’])?"

/** Ends where the name begins. */
export const cueBefore = new RegExp(
  `(?:^|[\\s(,"“—–-])(?:(?i:${cuesBefore})\\s+)(?:(?:${between})\\s+){0,5}${elided}$`,
  'u',
)

const doing =
  "(?:['’]s)?(?: (?:news agency|news|newspaper|agency|daily|weekly|magazine|website|channel|TV|television|radio|first|earlier|previously|also|separately|has|had|have|exclusively|(?:late )?on \\p{L}+day|last \\p{L}+)){0,5}"
const reporting = [
  'reported|reports?|reporting|learned|revealed|wrote|writes|quoted|cited',
  'berichtete?|meldete?|rapporte|informó|reportó|informa|riporta|riferisce|informou',
  'сообщает|сообщило|переда[её]т|пишет',
].join('|')

/** "the Harbour Post **reported on Monday**"; begins where the name ends. */
export const cueAfter = new RegExp(`^${doing},? (?:${reporting})(?![\\p{L}\\p{N}])`, 'iu')

/** "a Reuters/Ipsos **poll**", "Reuters **witnesses saw**": the outlet's own work; its reporter may be the news himself. */
export const ownWork =
  /^(?:['’]s)?(?:\/\p{L}+)? (?:(?:poll|survey|calculations?|analysis|investigation|tally|review of|interview)(?![\p{L}\p{N}])|(?:witness(?:es)?|journalists?|reporters?|correspondents?|photographers?) (?:said|saw|heard|reported|counted|at the scene))/iu

/** "KCNA **said**": of agencies alone, for a newspaper that says something speaks of itself. */
export const said = /^(?:['’]s)?(?: (?:news agency|agency|news))? (?:said|says)(?![\p{L}\p{N}])/u

/** "ロイター**が報じた**", "路透社**报道**". */
export const cueAfterUnspaced =
  /^(?:新聞|通信|電|紙|报|報|网|網|社|电视台)?(?:(?:[がはの]|の報道)[^。]{0,16}(?:報じ|伝え|報道|取材|インタビュー|明らか)|に(?:よると|よれば|語った|述べた|対し)|報道|报道|報導|报导|消息)/u
export const cueBeforeUnspaced = /(?:据|據|援引|引述)[^，。、]{0,8}$/u

/** What is denied is not where the denial comes from; and what could not be verified was named before. */
export const denial =
  /(?<![\p{L}])(?:den(?:y|ies|ied|ying)|reject(?:s|ed|ing)?|dismiss(?:es|ed|ing)?|refut\p{L}+|disput\p{L}+|false|fake|sues?|sued|lawsuit|verify|dementiert\p{L}*|dément\p{L}*|desmi\p{L}+|smenti\p{L}+|опроверг\p{L}*)(?![\p{L}])|否定|否認|否认/iu
