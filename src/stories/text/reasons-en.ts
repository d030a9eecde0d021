/** Why a story has its score, in English: made from kinds and facts alone, so that another language is another file. */
import type { Reason } from '../moment.ts'

/** One sentence without a full stop: "Three independent origins say so". */
export function reasonWords({ kind, facts }: Reason): string {
  return words[kind](facts)
}

type Facts = Reason['facts']

const words: Readonly<Record<Reason['kind'], (facts: Facts) => string>> = {
  origins: facts => independent(numberOf(facts, 'origins')),
  speed: facts => {
    const withinMs = numberOf(facts, 'withinMs')
    const when = withinMs < minuteMs ? 'at once' : `within ${span(withinMs)}`
    const usual = span(numberOf(facts, 'usualGapMs'))
    return `${independent(numberOf(facts, 'origins'))} ${when}, where such a source brings one item in ${usual}`
  },
  novelty: facts =>
    numberOf(facts, 'likenessPercent') <= 15
      ? `No story like it in ${numberOf(facts, 'days')} days`
      : `Little like it in ${numberOf(facts, 'days')} days`,
  official: facts => {
    const source = textOf(facts, 'source')
    if (facts['by'] === 'source') return `${source} is marked as an official source`
    if (facts['by'] === 'host')
      return `${source} publishes it at ${textOf(facts, 'host')}, an official address`
    return `${source} quotes a statement or an authority`
  },
  mark: facts => {
    const marked = numberOf(facts, 'marked')
    const of = numberOf(facts, 'of')
    const others = numberOf(facts, 'sources') - 1
    const usual = of < fewItems ? '' : `, which it does with ${marked} of ${of} items`
    const more = others > 0 ? `; ${others === 1 ? 'another source' : `${others} other sources`} did too` : ''
    return `${textOf(facts, 'source')} marked it ${textOf(facts, 'mark')}${usual}${more}`
  },
  toll: facts => {
    const people = numberOf(facts, 'people')
    const what = facts['of'] === 'missing' ? 'are missing' : 'were killed'
    return `${textOf(facts, 'source')} says that ${small[people] ?? people} people ${what}`
  },
  change: facts => changed(facts),
  weight: facts =>
    `It is about “${textOf(facts, facts['said'] === undefined ? 'words' : 'said')}”, which the newsroom weighs`,
  age: facts => `What counted is ${span(numberOf(facts, 'ageMs'))} old`,
  routine: facts => {
    const form = textOf(facts, 'form')
    const of = numberOf(facts, 'of')
    const share = of > 1 ? ` (${numberOf(facts, 'items')} of ${of} items)` : ''
    if (form === 'regular')
      return `A headline of this form came at this hour on ${numberOf(facts, 'days')} of the last 7 days${share}`
    return `${forms[form] ?? 'Of a kind that comes every day'}${share}`
  },
}

const forms: Readonly<Record<string, string>> = {
  markets: 'A report of how markets moved',
  results: 'A company’s results or outlook',
  statistics: 'Statistics of a month or quarter',
  sport: 'A sport report',
  weather: 'A weather outlook',
  preview: 'A preview of what is to come',
  explainer: 'An explainer or analysis',
  opinion: 'An opinion',
  live: 'A live blog',
  leisure: 'From the pages of culture and leisure',
  list: 'A list of things',
  press: 'A press release',
  show: 'A programme, podcast or newsletter',
  question: 'A headline that asks or explains',
  horoscope: 'A horoscope',
  index: 'A page of prices or links',
}

const deeds: Readonly<Record<string, string>> = {
  denial: 'A denial',
  confirmation: 'A confirmation',
  resignation: 'A resignation',
  arrest: 'An arrest',
  death: 'A death',
  verdict: 'A verdict',
  agreement: 'An agreement',
  end: 'It came to an end',
  'claim of responsibility': 'Somebody claims responsibility',
  correction: 'A source corrected it',
  withdrawal: 'A source withdrew it',
}

function changed(facts: Facts): string {
  const kind = textOf(facts, 'kind')
  if (kind !== 'number') return deeds[kind] ?? 'Something materially new'
  const { of, before, now } = facts
  const name = capital(of === undefined ? 'A number' : String(of))
  if (now === undefined) return 'A number changed'
  return before === undefined
    ? `${name}: ${now}, which nobody had said before`
    : `${name}: ${before} became ${now}`
}

/** Of fewer items a share says nothing. */
const fewItems = 10
const minuteMs = 60_000
const hourMs = 60 * minuteMs

function span(ms: number): string {
  if (ms < minuteMs) return 'a minute'
  if (ms < 2 * hourMs) return counted(Math.round(ms / minuteMs), 'minute')
  if (ms < 48 * hourMs) return counted(Math.round(ms / hourMs), 'hour')
  return counted(Math.round(ms / (24 * hourMs)), 'day')
}

function counted(count: number, unit: string): string {
  return count === 1 ? `one ${unit}` : `${small[count] ?? count} ${unit}s`
}

const small = 'no one two three four five six seven eight nine ten eleven twelve'.split(' ')

function independent(origins: number): string {
  return `${spelled(origins)} independent ${origins === 1 ? 'origin' : 'origins'}`
}

function spelled(count: number): string {
  return capital(small[count] ?? String(count))
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

function numberOf(facts: Facts, name: string): number {
  return Number(facts[name] ?? 0)
}

function textOf(facts: Facts, name: string): string {
  return String(facts[name] ?? '')
}
