/**
 * A source's word about its own text: it corrects it, or takes it back. Only the fixed forms of agencies and papers
 * count, at the start of a headline or in a note of its own: a bill is withdrawn and a market corrects itself daily.
 */
import type { SourceWordFact } from './fact.ts'
import { quoteOf } from './tokens.ts'

/** Notes stand at either end of a text. */
const noteReach = 600

const correctedTitle =
  /^\W{0,3}(?:(?:UPDATE|WRAPUP|RPT|EXCLUSIVE|URGENT)[ \d]{0,4}[-:–—|]\s{0,3})?(?:CORRECTED|CORRECTION|CORRECTS|CORRECTING|(?:Corrected|Correction)\s?[-:–—|(])/
const withdrawnTitle =
  /^\W{0,3}(?:(?:STORY|ADVISORY|ALERT|BULLETIN|MANDATORY)[ :–—-]{1,3})?(?:(?:WITHDRAWN|WITHDRAWAL|WITHDRAW|RETRACTED|RETRACTION)\b|(?:Withdrawn|Retracted|Retraction)\s?[:–—|(-]|KILL\s?[:–—-]|KILL$|(?:Withdrawal|Kill):)/
const storyWithdrawn =
  /\b(?:STORY|HEADLINE|ALERT|ARTICLE) (?:WITHDRAWN|RETRACTED)\b|\badvisory\b.{0,60}\b(?:withdrawn|retracted)\b/i

const textWords = 'story|article|report|item|headline|alert|dispatch|piece|post|page'
/** A form, and in small letters what is in all that it finds: to look for that takes a tenth of the time, and few texts have it. */
interface NoteForm {
  form: RegExp
  has: readonly string[]
}

const corrected = new RegExp(
  `\\b(?:this|the|our|an?)(?: [\\w.,]{1,12}){0,4} (?:${textWords}) (?:has been|was|is) (?:corrected|amended)\\b` +
    `|\\(\\s?corrects\\b|\\bcorrects? (?:paragraph|para|headline|lead|lede|first|second|third|figure)` +
    `|\\b(?:an? )?(?:earlier|previous) version of this (?:${textWords}).{0,40}\\b(?:misstated|incorrectly|wrongly|gave|misidentified|said)\\b` +
    `|(?:^|\\n)\\W{0,3}(?:correction|clarification)(?: \\(.{0,30}\\))?\\s?[:–—-]`,
  'i',
)
const refiled = new RegExp(
  `\\b(?:${textWords}) (?:has been|was) refiled to (?:fix|correct|change)\\b|\\(\\s?refiles to (?:fix|correct)`,
  'i',
)
const withdrawn = new RegExp(
  `\\b(?:this|the|our|its)(?: [\\w.,]{1,12}){0,4} (?:${textWords})(?: [\\w.,]{1,12}){0,6} (?:has been|have been|was|is) (?:withdrawn|retracted|removed|killed)\\b` +
    `|\\bplease (?:disregard|ignore|delete)\\b.{0,60}\\b(?:${textWords}|stories|headlines)\\b` +
    `|\\b(?:withdraws?|has withdrawn|retracts?|has retracted) (?:its|the|this|our)(?: \\w{1,12}){0,2} (?:${textWords})\\b` +
    `|\\b(?:${textWords}) (?:was )?published in error\\b`,
  'i',
)
const correctedNotes: readonly NoteForm[] = [
  { form: corrected, has: ['correct', 'amended', 'version of this', 'clarification'] },
  { form: refiled, has: ['refile'] },
]
const withdrawnNotes: readonly NoteForm[] = [
  {
    form: withdrawn,
    has: ['withdraw', 'retract', 'removed', 'killed', 'please ', 'published in error'],
  },
]
/** What is mended in these is not what is said. */
const ofLooks =
  /\b(?:typo|spelling|misspelling|typographical|formatting|hyperlink|link|byline|dateline|photo|picture|image|caption|slug|tag|tags|grammar|punctuation|garbled|ric)\b/i
const agencies =
  /\b(Reuters|AP|Associated Press|AFP|Agence France-Presse|Bloomberg|DPA|dpa|EFE|ANSA|Kyodo|Xinhua|TASS|PTI|ANI|Yonhap)\b/

export function sourceWordsIn({ title, text }: { title: string; text: string }): SourceWordFact[] {
  const headline = title.slice(0, 300)
  const notes = text.length <= 2 * noteReach ? [text] : [text.slice(0, noteReach), text.slice(-noteReach)]
  const withdrawal = wordFrom('withdrawal', headline, notes, [withdrawnTitle, storyWithdrawn], withdrawnNotes)
  if (withdrawal) return [withdrawal]
  const correction = wordFrom('correction', headline, notes, [correctedTitle], correctedNotes)
  return correction ? [correction] : []
}

function wordFrom(
  kind: SourceWordFact['kind'],
  headline: string,
  notes: readonly string[],
  ofTitle: readonly RegExp[],
  ofNote: readonly NoteForm[],
): SourceWordFact | null {
  const note = notes.map(part => noteIn(part, ofNote)).find(found => found !== null) ?? null
  if (note !== null) {
    if (kind === 'correction' && ofLooks.test(note)) return null
    return { kind, whose: agencies.exec(note)?.[1] ?? null, quote: quoteOf(note) }
  }
  if (!ofTitle.some(form => form.test(headline))) return null
  return { kind, whose: agencies.exec(headline)?.[1] ?? null, quote: quoteOf(headline) }
}

/** The sentence or bracket of the note. */
function noteIn(part: string, forms: readonly NoteForm[]): string | null {
  const low = part.toLowerCase()
  for (const { form, has } of forms) {
    if (!has.some(word => low.includes(word))) continue
    const match = form.exec(part)
    if (!match) continue
    const start = Math.max(part.lastIndexOf('(', match.index), part.lastIndexOf('\n', match.index) + 1, 0)
    const begin = match.index - start > 200 ? match.index : start
    const rest = part.slice(begin, begin + 400)
    const end = rest.startsWith('(') ? rest.indexOf(')') + 1 : rest.search(/[.\n](?:\s|$)/) + 1
    return end > 0 ? rest.slice(0, end) : rest
  }
  return null
}
