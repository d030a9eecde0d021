/**
 * What comes every day, told by its form: in the words of the languages that most feeds are written in. What has other
 * words is told by its regularity alone (`regular-labels.ts`). One form for an item: the first that fits, so the order
 * is from the sure to the vague.
 */
import type { FoldedItem } from './fold.ts'
import type { RoutineForm } from './points.ts'

type Form = Exclude<RoutineForm, 'regular'>

const sports =
  'soccer|football|cricket|tennis|golf|rugby|basketball|baseball|ice hockey|hockey|athletics|swimming|cycling|sailing|motor racing|motorcycling|motogp|formula one|formula 1|f1|boxing|mma|nba|nfl|mlb|nhl|futbol|futebol|fussball|tenis|サッカー|テニス|野球|プロ野球|米大リーグ|mlb roundup|nba roundup|nfl roundup|roundup|ゴルフ|ラグビー|バスケットボール|陸上|競泳|体操|柔道|大相撲|ボクシング|フィギュアスケート|f1'

const market =
  '(?:asian|european|global|world|us|u\\.s\\.|uk|gulf|indian|chinese|japan(?:ese)?|canadian|toronto|emerging(?:-| )market|em|most gulf|latam|tech|chip) (?:stocks?|shares|equities|markets?|bonds?|futures|currenc(?:y|ies))|stocks?|shares|bonds?|equities|futures|wall street|wall st|dollar|euro|sterling|pound|yen|yuan|rupee|rouble|ruble|won|peso|rand|real|lira|canadian dollar|gold|silver|copper|oil(?: prices)?|brent|crude|wheat|corn|soybeans?|palm oil|cocoa|coffee|bitcoin|ether|treasur(?:y|ies)(?: yields?)?|yields?|gilts?|bund yields?|s&p 500|s&p/tsx|s&p 500 futures|nasdaq|dow|ftse(?: 100)?|dax|cac(?: 40)?|nikkei|kospi|sensex|nifty|hang seng|tsx|stoxx(?: 600)?|toronto futures|tsx futures|dolar|bolsa(?: de [a-z]+)?|ibovespa|petroleo|oro|cobre|peso mexicano|wall street|borsa|dollaro|petrole|aktien|euro-?kurs|olpreise?'
const moves =
  '(?:holds?|held|rises?|rose|falls?|fell|gains?|slips?|slides?|slid|dips?|drops?|climbs?|edges?|eases?|steady|steadies|steadied|firms?|softens?|weakens?|strengthens?|rebounds?|recovers?|retreats?|pares?|extends?|advances?|jumps?|sinks?|tumbles?|surges?|soars?|rall(?:y|ies)|set to|set for|poised|seen|mixed|muted|subdued|flat|little changed|higher|lower|up|down|open|opens|close[sd]?|ends?|ended|feeble|near|hovers?|hold|trade[sd]?|cae|sube|baja|cierra|abre|recua|avanca|fecha|opera|scende|sale|chiude|apre|schliessen|eroffnen|outperforms?|braces?|stabili[sz]es?|weighed|under pressure|pinned|at (?:a )?(?:one|two|three|four|five|six|\\d+)[- ](?:week|month|day|year))'

/** What statistics offices bring out by a calendar. */
const indicator =
  '(?:inflation|consumer prices|producer prices|wholesale prices|cpi|ppi|pmi|gdp|economy|exports?|imports?|trade (?:deficit|surplus|gap)|current account|retail sales|home (?:sales|prices)|house prices|housing starts|building permits|factory (?:output|orders|activity)|industrial (?:output|production)|machinery orders|unemployment|jobless (?:rate|claims)|payrolls|job growth|wage growth|consumer (?:confidence|sentiment|spending)|inflacion|inflacao|exportaciones|verbraucherpreise|arbeitslosigkeit)'
const develops =
  '(?:accelerat\\w*|decelerat\\w*|quicken\\w*|slow\\w*|cool\\w*|pick\\w* up|grow\\w*|grew|expand\\w*|contract\\w*|shr[aiu]nk\\w*|weaken\\w*|stagnate\\w*|surprise\\w*|edged|jumped|climbed|dropped|gained|slipped|eased|soared|surged|tumbled|acelera|desacelera|sube|baja|cae|cai|steigen|sinkt|unchanged)'
const ofPeriod =
  '(?:january|february|march|april|may|june|july|august|september|october|november|december|(?:first|second|third|fourth|1st|2nd|3rd|4th)[- ]quarter|q[1-4]|straight month|month-high|month-low|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre|julho|junho|juli|juni)'

/** Of the folded headline, without its outlet's name. */
const ofHeadline: readonly (readonly [Form, RegExp])[] = [
  [
    'index',
    /\bprice, converter and news\b|記事一覧|\(\d+ページ\)|フォトギャラリー|^news by .+ on |\b(?:photo gallery|photos of the (?:day|week)|in pictures)\b|^table-/u,
  ],
  ['horoscope', /\b(?:horoscopes?|horoskop|horoscopo|oroscopo|zodiac)\b|占い|星座运势|гороскоп/u],
  [
    'show',
    /\(podcast\)|\bpodcast\b|^watch\b|^(?:listen|video)[:|]|\bstock movers\b|(?:,| and) more$|\b(?:newsletter|evening briefing|morning briefing|daybreak|daily briefing)\b|\| [^|]+ \d{1,2}\/\d{1,2}\/\d{4}$|^bloomberg (?:talks|surveillance)|^ctv national news/u,
  ],
  [
    'list',
    /^(?:the )?(?:\d{1,3}|three|four|five|six|seven|eight|nine|ten|top \d+) (?:\w+ ){0,3}(?:things|ways|reasons|tips|takeaways|facts|charts|questions|places|films|movies|books|stocks|gifts|recipes|trends|lessons|signs|moments)\b|\bthings to (?:know|watch|do)\b|\bbest .{2,30} (?:of|for|in) (?:20\d\d|summer|winter)\b|\bcosas que\b|\bchoses a savoir\b/u,
  ],
  [
    'press',
    /\b(?:pr newswire|business wire|globenewswire|globe newswire|access newswire|newsfile|ein presswire|ptnewswire)\b|[™®]|\((?:nyse|nasdaq|tsxv?|tsx-v|otc\w*|asx|lse|cse|aim)\s?:|\b(?:is pleased|are pleased|proud) to announce\b|\benters (?:into )?(?:multi-year|strategic|collaboration|definitive)\b|\bselects .+ (?:for|to)\b/u,
  ],
  [
    'live',
    /^(?:live|en vivo|en direct|ao vivo|in diretta|liveticker|live blog)\b\s*[:|–—-]?|\blive(?: \w+){0,2} (?:updates?|blog|coverage|ticker)\b|\blive:|\bminute by minute\b|\bas it happened\b|\bminuto a minuto\b|ライブ更新|文字直播/u,
  ],
  [
    'opinion',
    /^(?:opinion|comment(?:ary)?|column|editorial|op-ed|letters?|review|breakingviews|meinung|kommentar|opinion\w*|tribune|analisis|columna|コラム|社説|焦点|アングル|オピニオン)\s*[:：|＝–—-]|: (?:andy home|.{3,25}'s column)$|\bendorses?: /u,
  ],
  [
    'explainer',
    /^(?:explainer|factbox|timeline|q&a|live q&a|analysis|insight|focus|graphic|profile|obituary|newsmaker|fact check|explained|in focus|feature|interview|special report|read more|erklart|hintergrund|porque|情報box|インタビュー|視点|特集|解説)\b\s*[:：|＝–—-]|\b(?:explained|what we know|all you need to know|what (?:it|this|that) means|here's (?:what|why|how))\b|(?<=. )\bfact check\b/u,
  ],
  [
    'preview',
    /\b(?:what to (?:watch|expect|know)|to watch (?:for|in|at|this)|week ahead|day ahead|preview|curtain-?raiser|ahead of (?:the )?(?:week|season|match|game))\b|^(?:preview|wochenausblick|agenda)\b|の見通し|週間予報/u,
  ],
  [
    'weather',
    /\b(?:weather (?:forecast|outlook|report)|forecast for (?:today|tomorrow|monday|tuesday|wednesday|thursday|friday|saturday|sunday)|wettervorhersage|das wetter|pronostico del tiempo|previsao do tempo|previsions meteo|meteo (?:du|de))\b|天気予報|天气预报|прогноз погоды/u,
  ],
  [
    'results',
    /\bearnings (?:call|beat|miss|report)\b|\b(?:first|second|third|fourth|1st|2nd|3rd|4th)[- ]quarter (?:\w+ )?(?:results?|profit|revenue|earnings|sales|loss|net)\b|\b(?:q[1-4]|h[12]|fy|\d?h\d\d|full-year|half-year|quarterly|annual) (?:\d{2,4} )?(?:\w+ )?(?:results?|profits?|revenue|earnings|sales|loss|forecasts?|guidance)\b|\b(?:beats?|tops?|miss(?:es)?) (?:\w+ ){0,3}(?:estimates|expectations|forecasts)\b|\b(?:raises?|cuts?|lifts?|trims?) (?:\w+ ){0,4}(?:forecasts?|guidance|outlook)\b|\b(?:profit|ebitda|lucro|beneficio|utile) (?:rises?|falls?|jumps?|up|down|climbs?|drops?|cresce|cai|sube|cae)\b|決算|業績予想|純利益/u,
  ],
  [
    'sport',
    new RegExp(
      `^(?:${sports})\\s*[-:=–—|]|\\b\\d{1,3}[-–]\\d{1,3}\\b.*\\b(?:win|victory|defeat|draw|beat|loss)\\b|\\b(?:beat|beats|edge|thrash|defeat|win|draw|rout|down|downs|ousts?)\\b.*\\b\\d{1,3}[-–]\\d{1,3}\\b|\\b(?:quarter-?finals?|semi-?finals?|grand prix|premier league|la liga|bundesliga|serie a|champions league|world cup|us open|wimbledon|pole position|hat-?trick|innings|wickets|midfielder|striker|goalkeeper|defender|loan deal|transfer window|top seed|grand slam|wta|atp)\\b`,
      'u',
    ),
  ],
  [
    'statistics',
    new RegExp(
      `\\b${indicator}\\b.{0,60}\\b(?:${moves}|${develops})\\b.{0,60}\\b${ofPeriod}\\b|消費者物価|企業物価|鉱工業生産|機械受注|貿易収支|雇用統計|失業率`,
      'u',
    ),
  ],
  [
    'markets',
    new RegExp(
      `^(?:${market})\\b(?:[^:]{0,24}?)\\b${moves}\\b|\\bmarkets? wrap\\b|^(?:[a-z-]+ ){0,2}(?:stocks?|markets?|shares|forex|metals|precious|grains|softs|energy watch|energy|asia|mideast stocks|us stocks)\\s*[-:|]\\s|\\boil market news\\b|市況|日経平均|前場|後場|東証|外為|ドル円|円相場|日本株|米国株|株価指数|s&p500種|寄り付き|ny株|株式市場|債券|为替|\\bwrapup\\b|\\bwall street\\b|\\bibovespa\\b|サマリー`,
      'u',
    ),
  ],
]

/** Headlines that ask, or promise to tell how and why. */
const asks =
  /[?？]$|^(?:how|why|what|where|when|inside|meet|como|por que|warum|wieso|pourquoi|comment|perche|почему|зачем) |^who (?:is|are|was|were|will) |なぜ|とは$/u

const pressLede =
  /^(?:.{0,80}?)(?:\/\s?(?:prnewswire|cnw|pr newswire)|\(globe newswire\)|business wire\)|--\(business wire)/u
/** A fall or rise like this is news of its own. */
const bigMove =
  /(?:[5-9]|[1-9]\d|1\d\d)(?:[.,]\d+)?\s?(?:%|％|percent|per cent)|\b(?:crash(?:es|ed)?|plunge[sd]?|plummets?|halt(?:ed|s)?|circuit breaker|record low|black monday|急落|暴落|サーキットブレーカー)\b/u

/** What publishers call the parts of their sites; said by the address, whatever the language of the headline. */
const sections: readonly (readonly [Form, string])[] = [
  [
    'sport',
    'sport sports deporte deportes deportivo desporto desportivo esporte esportes football soccer cricket tennis golf rugby baseball basketball nba nfl mlb nhl formula1 f1 motorsport motorsports athletics boxing olympics sports-games futbol fussball',
  ],
  [
    'opinion',
    'opinion opinions commentary commentisfree breakingviews column columns columnists editorial editorials letters blog blogs meinung kommentare tribunes reuters-open-interest',
  ],
  [
    'explainer',
    'fact-check factcheck explainers explainer analysis analyses insight insights features long-reads graphics interactive',
  ],
  [
    'show',
    'video videos audio podcast podcasts newsletter newsletters shows photos photo gallery galleries pictures reuters-morning-bid',
  ],
  ['press', 'press-release press-releases pressreleases prnewswire'],
  ['live', 'live live-blog liveblog live-updates live-news'],
  ['horoscope', 'horoscope horoscopes horoskop horoscopo oroscopo astrology'],
  [
    'leisure',
    'entertainment lifestyle life-style life culture arts style fashion food travel celebrity celebrities gossip music movies film recipes wellness entretenimento entretenimiento kultur',
  ],
]
const formOfSection = new Map(
  sections.flatMap(([form, names]) => names.split(' ').map(name => [name, form] as const)),
)

/** Null: of no form that comes every day. */
export function routineFormOf({ title, headline, lede, sections }: FoldedItem): Form | null {
  for (const [form, pattern] of ofHeadline) {
    if (!pattern.test(form === 'press' || form === 'index' ? title : headline)) continue
    if (form === 'markets' && bigMove.test(headline)) continue
    return form
  }
  const section = sections.find(part => formOfSection.has(part))
  if (section) return formOfSection.get(section) ?? null
  if (pressLede.test(lede)) return 'press'
  return asks.test(headline) ? 'question' : null
}
