/**
 * The source's own marks: BREAKING, ALERT, FLASH, `******`, in the languages that have such a word. Only where the word
 * is set off as a mark: "Breaking: …", "[속보] …", "URGENT Minister …"; never "Breaking's next move". LIVE is none: it
 * says how an article is written, not what happened.
 */
import { fold } from './fold.ts'
import { type MarkLevel, markPoints } from './points.ts'

export interface Mark {
  /** As the source wrote it. */
  word: string
  level: MarkLevel
}

const phrases: Readonly<Record<MarkLevel, string>> = {
  flash: 'flash|news flash|newsflash|flash info|alerte info|info flash|bulletin|号外|快讯|快訊|молния',
  breaking:
    'breaking|breaking news|just in|this just in|breaking alert|eilmeldung|eil|derniere minute|ultima hora|plantao|' +
    'net binnen|pilne|son dakika|rendkivuli|εκτακτο|срочно|' +
    'терміново|عاجل|מבזק|速報|緊急速報|突发|突發|속보|ब्रेकिंग|ब्रेकिंग न्यूज़|ด่วน|tin nong|just nu',
  urgent: 'urgent|alert|news alert|urgente|alerta|alerte|spoed|dringend|緊急|紧急|긴급|急电|急電',
  // In Italian, Romanian and Dutch "the latest", of what runs all day.
  developing:
    "developing|developing story|en developpement|en desarrollo|in sviluppo|ultim'ora|ultimora|ultima ora|laatste nieuws",
  exclusive: 'exclusive|exclusif|exclusiva|exklusiv|esclusiva|exclusivo|独自|独家|獨家|단독|эксклюзив',
}

const levels = Object.keys(phrases) as MarkLevel[]
const levelOf = new Map(
  levels.flatMap(level => phrases[level].split('|').map(phrase => [fold(phrase), level] as const)),
)

/** Two or more stars, or pluses, before a headline are what agencies put before a flash. */
const stars = /^\s*([*＊]{2,}|[+＋]{3,})\s*(?=\S)/u
/** "BREAKING: …", "Exclusive-How …", "URGENT | …", "JUST IN — …". */
const beforeSign = /^\s*[*＊+＋#]*\s*([\p{L}\p{M}'’ ]{1,24}?)\s*(?:[:：|｜!！*＊+＋-]|\s[–—]|[–—]\s)/u
/** "[속보] …", "【速報】…", "(URGENT) …". */
const inBrackets = /^\s*[[(（【〔［「<＜《]\s*([^\])）】〕］」>＞》]{1,24})\s*[\])）】〕］」>＞》]/u
/** "… | BREAKING", "… (URGENT)", "…＝速報". */
const atEnd = /(?:\s[|–—-]\s*|[|｜＝=]|[[(（【])\s*([\p{L}\p{M}'’ ]{1,24})\s*[\])）】]?\s*$/u

/** Nobody's headline is longer, and a hostile one costs no more. */
const longestRead = 300

/** At most one of each level, those before the headline first. */
export function marksOf(item: { title: string; text: string; categories?: readonly string[] }): Mark[] {
  const marks = [
    ...marksIn(oneLine(item.title).slice(0, longestRead)),
    ...marksIn(oneLine(item.text.slice(0, 60)), { onlyShouted: true }),
    ...(item.categories ?? []).flatMap(category => markOf(category)),
  ]
  return marks.filter(({ level }, at) => marks.findIndex(mark => mark.level === level) === at)
}

/** The mark that counts: of the highest level. */
export function topMark(marks: readonly Mark[]): Mark | null {
  return marks.reduce<Mark | null>(
    (top, mark) => (top && markPoints[top.level] >= markPoints[mark.level] ? top : mark),
    null,
  )
}

/** In running text an ordinary "Breaking: …" may be anything; only shouted words are marks there. */
function marksIn(text: string, { onlyShouted = false } = {}): Mark[] {
  const starred = stars.exec(text)?.[1]
  const written = [beforeSign, inBrackets, ...(onlyShouted ? [] : [atEnd])].flatMap(
    form => form.exec(text)?.[1] ?? [],
  )
  const marks = written.filter(word => !onlyShouted || isShouted(word)).flatMap(word => markOf(word))
  return [
    ...(starred && !/^[+＋]/.test(starred) ? [{ word: starred.slice(0, 6), level: 'flash' as const }] : []),
    ...marks,
    ...(marks.length === 0 ? shoutedStart(text) : []),
  ]
}

/** Runs of blanks would let the forms above try each split of them. */
function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}

function markOf(word: string): Mark[] {
  const level = levelOf.get(fold(word))
  return level ? [{ word: word.trim(), level }] : []
}

/** "URGENT Minister resigns"; but "URGENT CARE: Clinics close" is what the item is about. */
function shoutedStart(text: string): Mark[] {
  const run = /^\s*((?:[\p{Lu}'’]{2,}\s+){1,3})(?=\S)(?!\p{Lu}{3,}[\p{Lu} ]*[:：])/u.exec(text)?.[1]
  if (!run) return []
  const words = run.trim().split(/\s+/)
  for (let count = words.length; count > 0; count -= 1) {
    const mark = markOf(words.slice(0, count).join(' '))
    if (mark.length > 0) return mark
  }
  return []
}

function isShouted(word: string): boolean {
  return word === word.toUpperCase()
}
