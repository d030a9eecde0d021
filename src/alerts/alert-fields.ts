/**
 * What an editor or a program wrote -> the fields of an alert, cleaned and checked in one place: trimmed, NFC,
 * line breaks and control characters made spaces where they do not belong, every field bounded. What is wrong
 * comes back per field, in words for a form or an API's answer.
 */
import { cleanLine, cleanParagraphs, foldText } from './plain-text.ts'
import type { AlertKind, Priority } from './schema.ts'

/** What may be written in a draft; kind and what it follows are settled when it is made. */
export interface DraftInput {
  headline?: string | undefined
  summary?: string | null | undefined
  preheader?: string | null | undefined
  url?: string | null | undefined
  /** `flash`, `breaking` (if absent) or `developing`. */
  priority?: string | undefined
  topics?: readonly string[] | undefined
  whatChanged?: string | null | undefined
  whatWasWrong?: string | null | undefined
  sourceName?: string | null | undefined
  /** Epoch milliseconds. */
  saidAt?: number | null | undefined
  /** BCP 47; `en` if absent. */
  language?: string | null | undefined
}

export interface AlertInput extends DraftInput {
  /** `alert` (if absent), `update`, `correction` or `retraction`. */
  kind?: string | undefined
  /** The alert that an update, correction or retraction follows. */
  follows?: number | null | undefined
  story?: number | null | undefined
}

export interface DraftFields {
  headline: string
  summary: string
  preheader: string | null
  url: string | null
  priority: Priority
  topics: string[]
  whatChanged: string | null
  whatWasWrong: string | null
  sourceName: string | null
  saidAt: number | null
  language: string
}

export type FieldProblems = Record<string, string>

export const longestHeadline = 300
const longestUrl = 2_000
const longestParagraphs = 5_000
const longestPreheader = 150
const longestSourceName = 200
const longestTopic = 50
const mostTopics = 20

const priorities: readonly Priority[] = ['flash', 'breaking', 'developing']
const kinds: readonly AlertKind[] = ['alert', 'update', 'correction', 'retraction']

/** What is wrong, per field of `AlertInput`; nothing: an empty object. */
export function alertFieldsProblems(input: AlertInput): FieldProblems {
  return { ...parseDraftFields(input).problems, ...kindProblems(input) }
}

/** Null: no such kind. */
export function parseKind(input: string | undefined): AlertKind | null {
  return kinds.find(kind => kind === (input ?? 'alert')) ?? null
}

function kindProblems({ kind: input, follows }: AlertInput): FieldProblems {
  const kind = parseKind(input)
  if (!kind) return { kind: `Choose one of ${kinds.join(', ')}.` }
  if (kind === 'alert')
    return follows ? { follows: 'Only an update, a correction or a retraction follows an alert.' } : {}
  return follows ? {} : { follows: `Name the alert that this ${kind} follows.` }
}

export function parseDraftFields(input: DraftInput): { fields: DraftFields; problems: FieldProblems } {
  const url = parseUrl(input.url)
  const language = parseLanguage(input.language)
  const priority = priorities.find(known => known === (input.priority ?? 'breaking'))
  const fields: DraftFields = {
    headline: cleanLine(input.headline ?? ''),
    summary: cleanParagraphs(input.summary ?? ''),
    preheader: cleanLine(input.preheader ?? '') || null,
    url: url ?? null,
    priority: priority ?? 'breaking',
    topics: [...new Set((input.topics ?? []).map(cleanLine).filter(topic => topic !== ''))],
    whatChanged: cleanParagraphs(input.whatChanged ?? '') || null,
    whatWasWrong: cleanParagraphs(input.whatWasWrong ?? '') || null,
    sourceName: cleanLine(input.sourceName ?? '') || null,
    saidAt: input.saidAt ?? null,
    language: language ?? 'en',
  }
  const problems: FieldProblems = textProblems(fields)
  if (url === undefined)
    problems['url'] =
      `Give an address that begins with http:// or https://, without a user name, of at most ${longestUrl} characters.`
  if (!priority) problems['priority'] = `Choose one of ${priorities.join(', ')}.`
  if (!language) problems['language'] = 'Give a language tag such as en or pt-BR.'
  if (fields.saidAt !== null && !isTime(fields.saidAt)) problems['saidAt'] = 'Give a date and a time.'
  return { fields, problems }
}

function textProblems(fields: DraftFields): FieldProblems {
  const problems: FieldProblems = {}
  if (fields.headline === '') problems['headline'] = 'Write a headline.'
  const bounds: [keyof DraftFields, number][] = [
    ['headline', longestHeadline],
    ['summary', longestParagraphs],
    ['preheader', longestPreheader],
    ['whatChanged', longestParagraphs],
    ['whatWasWrong', longestParagraphs],
    ['sourceName', longestSourceName],
  ]
  for (const [field, most] of bounds) {
    const { length } = String(fields[field] ?? '')
    if (length > most) problems[field] = `At most ${most} characters; this has ${length}.`
  }
  if (fields.preheader !== null && foldText(fields.preheader) === foldText(fields.headline))
    problems['preheader'] = 'It must not repeat the headline; say what the headline does not.'
  if (fields.topics.length > mostTopics || fields.topics.some(topic => topic.length > longestTopic))
    problems['topics'] = `At most ${mostTopics} topics of at most ${longestTopic} characters.`
  return problems
}

/** Null: none; undefined: one that no reader should be sent to. */
export function parseUrl(input: string | null | undefined): string | null | undefined {
  const text = input?.trim() ?? ''
  if (text === '') return null
  const url = URL.parse(text)
  // `https://trusted.example@evil.example` names a host that it does not lead to.
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password) return undefined
  return url.href.length > longestUrl ? undefined : url.href
}

/** Null: no language tag. */
export function parseLanguage(input: string | null | undefined): string | null {
  if (!input) return 'en'
  try {
    return Intl.getCanonicalLocales(input)[0] ?? null
  } catch {
    return null
  }
}

function isTime(at: number): boolean {
  return Number.isInteger(at) && !Number.isNaN(new Date(at).getTime())
}
