/** What is materially new, in one short English sentence: for the desk, and for what an update says of itself. */
import type { Change } from '../moment.ts'

type Facts = Change['facts']

/** Plain text; whoever shows it escapes it. An actor is named only where the source names one. */
export function changeWords({ kind, facts }: Change): string {
  if (kind === 'number') return numberWords(facts)
  const source = plain(facts['whose']) ?? 'The source'
  if (kind === 'correction') return `${source} corrected its text.`
  const of = facts['of']
  if (kind === 'withdrawal')
    return of === undefined
      ? `${source} withdrew its text.`
      : `${source} no longer says that ${deedWords(String(of), facts)}.`
  if (kind === 'denial' && of !== undefined) return `It is denied that ${deedWords(String(of), facts)}.`
  const words = deedWords(kind, facts)
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`
}

const nouns: Readonly<Record<string, string>> = {
  killed: 'The number of people killed',
  injured: 'The number of people injured',
  missing: 'The number of people missing',
  trapped: 'The number of people trapped',
  rescued: 'The number of people rescued',
  arrested: 'The number of people arrested',
  evacuated: 'The number of people evacuated',
  magnitude: 'The magnitude',
  money: 'The sum',
  votes: 'The number of votes',
}

const number = new Intl.NumberFormat('en', { maximumFractionDigits: 1 })

function numberWords({ of, before, now }: Facts): string {
  const noun = nouns[String(of)] ?? 'The number'
  const value = number.format(Number(now))
  if (before === undefined) return `${noun} is now given: ${value}.`
  const way = Number(now) > Number(before) ? 'rose' : 'fell'
  return `${noun} ${way} from ${number.format(Number(before))} to ${value}.`
}

/** By the deed, then by its form; `it` stands for what the story says. */
const active: Readonly<Record<string, string>> = {
  'denial it': 'denied it',
  'denial charges': 'pleaded not guilty',
  'confirmation it': 'confirmed it',
  'resignation resigned': 'resigned',
  'death died': 'died',
  'verdict admitted guilt': 'pleaded guilty',
  'verdict ruled': 'ruled',
  'agreement agreed': 'reached an agreement',
  'claim of responsibility claimed': 'claimed responsibility',
}

function deedWords(deed: string, facts: Facts): string {
  const what = plain(facts['what']) ?? ''
  const actor = plain(facts['actor'])
  if (what === 'ceasefire') return 'the ceasefire took effect'
  const who = actor ?? 'somebody'
  if (deed === 'end') return `${who} ${what} the ${plain(facts['object']) ?? 'matter'}`
  const verb = active[`${deed} ${what}`]
  if (verb) return `${who} ${verb}`
  return `${who} ${isPlural(who) ? 'were' : 'was'} ${what}`
}

/** Names end in s, too: only lists, numbers and small letters tell. */
function isPlural(who: string): boolean {
  const several = /^(?:\d+|two|three|four|five|six|seven|eight|nine|ten|dozens|hundreds|several)\b/i
  const people =
    /(?:people|police|men|women|leaders|members|suspects|officials|officers|soldiers|students|protesters)$/i
  return (
    several.test(who) ||
    people.test(who) ||
    / and |, /.test(who) ||
    /(?:^|\s)\p{Ll}[\p{L}]*[^s'’]s$/u.test(who)
  )
}

/** Letters, digits and little else, whatever a source wrote. */
function plain(value: string | number | undefined): string | null {
  const text = String(value ?? '')
    .replace(/[^\p{L}\p{M}\p{N}\s.,&'’-]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  return text === '' ? null : text.slice(0, 80)
}
