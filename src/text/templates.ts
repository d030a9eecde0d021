/**
 * The words with values in them that an operator may replace (WORDING), each with its values' names in order: a
 * template writes `{name}`. What is not here changes with a number or a date as its language wants it, which no
 * template can say.
 */
import type { ReaderText } from './reader-text.ts'

type Named<F> = F extends (...values: infer V) => unknown
  ? V extends [infer One]
    ? One extends object
      ? readonly (keyof One & string)[]
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
  'consent.confirmation': ['who', 'link', 'days'],
  'consent.alreadySubscribed': ['who', 'site'],
  'mail.weSaid': ['when'],
  'mail.readStory': ['host'],
  'mail.readAlert': ['host'],
  'mail.readRest': ['host'],
  'mail.why': ['reason'],
}

export const templates: ReadonlyMap<string, readonly string[]> = new Map(Object.entries(typed))
