/** Every word of the readers' pages that is ours and not an alert's. One file per language holds one of these. */
import type { AlertKind, Priority } from './alert-words.ts'

/** A page that says one thing: a headline, a few paragraphs, and nothing else to do. */
export interface Message {
  title: string
  paragraphs: readonly string[]
}

export interface Chapter {
  heading: string
  paragraphs: readonly string[]
}

/** What the notice promises must be what the server does: it is told here, never written into a text. */
export interface NoticeFacts {
  /** Who sends. */
  name: string
  /** How long what is kept is kept; null: for good. */
  days: {
    unconfirmed: number
    /** The address of whoever left. */
    left: number | null
    deliveries: number | null
    /** Single mails, such as those to confirm. */
    mails: number | null
    /** Hashes of networks that signed up. */
    network: number
  }
  /** Whether the record of consent holds a (truncated) network. */
  network: boolean
}

export interface FrontText {
  title(name: string): string
  headline: string
  lead(name: string): string
  often: {
    label: string
    /** Nothing was ever sent. */
    never: string
    /** Too little to speak of a habit; `mails` may be 0. */
    soFar(counted: { mails: number; days: number }): string
    /** `mails` is rounded, at least 1. */
    steady(counted: { mails: number; per: 'day' | 'week' | 'month'; days: number }): string
  }
  /** What counts as breaking at this place; the operator may know better (WORDING). */
  breaking: { label: string; text: string }
  who: { label: string; unknown(name: string): string }
  latest: string
  earlier: string
}

export interface SiteText {
  /** BCP 47, of the page and of its dates. */
  language: string
  dateLanguage: string
  /** A time with its zone, as a sentence may hold it; empty for what is no time. */
  time(at: number): string
  skip: string
  nav: { label: string; alerts: string; privacy: string }
  errors: {
    missing: Message
    /** A form that another site sent. */
    foreign: Message
    tooLarge: Message
    unusable: Message
    /** Ours, not the reader's. */
    broken: Message
    home: string
  }
  /** Of the links to the same page in other languages. */
  languages: string
  footer: { sentBy: string; contact: string; noTracking: string }
  front: FrontText
  form: {
    heading: string
    address: string
    button: string
    privacy: string
    invalid: string
    tooLong: string
    failedTitle(name: string): string
  }
  checkInbox: Message & {
    sender(sender: string): string
    missing: Chapter
    mailbox: string
    mailboxLink: string
  }
  confirm: {
    open: Message & { button: string }
    confirmed(name: string): Message
    used: Message
    expired: Message
    unknown: Message
  }
  leave: {
    open(name: string): Message & { button: string; stay: string }
    left(name: string): Message
    already(name: string): Message
    unknown: Message
    /** The whole answer to a mail program's one-click. */
    oneClick: string
    again: string
  }
  alerts: {
    title: string
    lead(name: string): string
    kicker: Record<Priority | Exclude<AlertKind, 'alert'>, string>
    empty: string
    none: string
    all: string
    older: string
    newest: string
    said: string
    sent: string
    source: string
    corrected: string
    retracted: string
    correctedBy(when: string): string
    retractedBy(when: string): string
    stopped: string
    whatChanged: string
    whatWasWrong: string
    whatIsRight: string
    whatNow: string
    follows: Record<Exclude<AlertKind, 'alert'>, string>
    since: string
    readStory(host: string): string
    signUp(name: string): string
    signUpLink: string
  }
  privacy: {
    title: string
    lead(name: string): string
    version(version: string): string
    chapters(facts: NoticeFacts): readonly Chapter[]
    who: string
    whoUnknown: string
    contact: string
  }
  mailbox: {
    title: string
    lead: string
    empty: string
    refresh: string
    back: string
    count(mails: number): string
    to: string
    from: string
    subject: string
    received: string
    noSubject: string
    html: string
    text: string
    noText: string
    headers: string
    raw: string
  }
}
