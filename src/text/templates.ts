/**
 * The words with values in them that an operator may replace (WORDING), each with its values' names, in order
 * or `of` one object: a template writes `{name}`. What is not here changes with a number or a date as its language wants it, which no
 * template can say.
 */
import type { ReaderText } from './reader-text.ts'

type Named<F> = F extends (...values: infer V) => unknown
  ? V extends [infer One]
    ? One extends object
      ? { readonly of: readonly (keyof One & string)[] }
      : readonly [string]
    : { readonly [K in keyof V]: string }
  : never

type Functions<T, At extends string> = {
  [K in keyof T & string]: T[K] extends (...values: never[]) => unknown
    ? { readonly [P in `${At}${K}`]: Named<T[K]> }
    : T[K] extends string | readonly unknown[]
      ? never
      : T[K] extends object
        ? Functions<T[K], `${At}${K}.`>
        : never
}[keyof T & string]

type Together<U> = (U extends unknown ? (one: U) => void : never) extends (all: infer A) => void ? A : never

const typed: Partial<Together<Functions<ReaderText, ''>>> = {
  'site.front.title': ['name'],
  'site.front.lead': ['name'],
  'site.front.who.unknown': ['name'],
  'site.form.failedTitle': ['name'],
  'site.checkInbox.sender': ['sender'],
  'site.confirm.confirmed': ['name'],
  'site.leave.open': ['name'],
  'site.leave.left': ['name'],
  'site.leave.already': ['name'],
  'site.alerts.lead': ['name'],
  'site.alerts.correctedBy': ['when'],
  'site.alerts.retractedBy': ['when'],
  'site.alerts.readStory': ['host'],
  'site.alerts.signUp': ['name'],
  'site.privacy.lead': ['name'],
  'site.privacy.version': ['version'],
  'consent.confirmation': { of: ['who', 'link', 'notMeLink', 'days'] },
  'consent.alreadySubscribed': { of: ['who', 'preferencesLink'] },
  'consent.alreadySubscribedTopics': { of: ['who', 'link', 'preferencesLink'] },
  'signUp.didYouMean': ['address'],
  'signUp.notMe.open': ['name'],
  'signUp.notMe.done': ['name'],
  'mail.weSaid': ['when'],
  'mail.readStory': ['host'],
  'mail.readAlert': ['host'],
  'mail.readRest': ['host'],
}

export interface Template {
  names: readonly string[]
  /** The values come as one object. */
  named: boolean
}

export const templates: ReadonlyMap<string, Template> = new Map(
  Object.entries(typed).map(([key, value]) => [
    key,
    'of' in value ? { names: value.of, named: true } : { names: value, named: false },
  ]),
)
