/**
 * What compose takes and gives. Every text field is plain text that a source, an editor or an operator
 * wrote, and hostile until `neutral-text.ts` went over it; times are epoch milliseconds UTC.
 */
import type { OperatorConfig } from '../../config.ts'
import type { MailText } from '../../text/index.ts'
import type { WireMail } from '../wire-mail.ts'
import type { Accent } from './mail-style.ts'
import type { Scratch } from './scratch.ts'

export type AlertKind = 'alert' | 'update' | 'correction' | 'retraction'
export type AlertPriority = 'flash' | 'breaking' | 'developing'

export interface Mailbox {
  /** May be empty. */
  name: string
  address: string
}

/** What the mail says, the same for everybody who gets it. */
export interface AlertMail {
  /** Ours, and short. */
  alertId: string
  kind: AlertKind
  priority: AlertPriority
  headline: string
  /** Paragraphs, apart by blank lines. */
  summary: string
  preheader: string | null
  /** Where the one link leads; what is no http(s) address gives way to `permanentUrl`. */
  url: string
  permanentUrl: string
  /** Where it comes from. */
  sourceName: string | null
  saidAt: number | null
  sentAt: number
  /** IANA name; what is none counts as UTC. */
  timeZone: string
  /** BCP 47, of headline and summary. */
  language: string
  /** Of an update. */
  whatChanged: string | null
  /** Of a correction or retraction. */
  whatWasWrong: string | null
  /** Of a follow-up: the first alert of its thread. */
  original: { headline: string; subject: string; sentAt: number } | null
  operator: OperatorConfig
  /** The operator's; null: ours. */
  accent: Accent | null
  /** Without a trailing slash. */
  publicUrl: string
  from: Mailbox
  isTest: boolean
}

/** What stands around it, in the language of some of its readers. */
export interface MailWords {
  text: MailText
  /** Why they get it, for whom no other is filled in: a whole sentence. */
  reason: string
}

/** What differs from reader to reader; checked again before it is filled in. */
export interface Recipient {
  address: string
  /** With or without angle brackets; so are the references. */
  messageId: string
  /** Oldest first; empty: starts a thread. */
  references: readonly string[]
  /**
   * Why this reader gets it: a whole sentence in the template's language. It may hold words that a reader typed, and is
   * hostile. Null: the template's own.
   */
  reason: string | null
  /** Of the pages where a reader chooses, and leaves (also the RFC 8058 target): at most 60 of `A-Za-z0-9_.-`. */
  choicesToken: string
  leaveToken: string
}

export interface ComposedAlert {
  subject: string
  template: AlertTemplate
  /** For the desk: what a reader sees, with the links of a reader leading to the site's front page. */
  preview: { subject: string; html: string; text: string }
}

/**
 * The message without what differs from reader to reader: plain data that survives `structuredClone` into
 * a worker thread. Every character stands for one octet; lines end with CRLF and are not dot-stuffed.
 */
export interface AlertTemplate {
  /** Whole lines, without the empty one that ends them. */
  headers: string
  /**
   * Before, between and after the places to fill: reason, choices' token, leave token, in the text part and then in
   * the HTML part. Each piece but the first begins a line.
   */
  body: readonly string[]
  /** The leave page's address, up to its token. */
  leaveUrl: string
  /** For whom no other is filled in. */
  reason: string
  sentAt: number
}

export interface Filler {
  /**
   * One reader's message; with DKIM keys its signatures are still to come (`complete`). Throws `mail.unfillable`,
   * which names the field and never its value. 8-bit only in `To:` and `From:`, and only when a local part needs
   * SMTPUTF8.
   */
  fill(recipient: Recipient, scratch?: Scratch): WireMail
}

/** A mail to one person: a confirmation, an invitation. */
export interface SingleMail {
  to: string
  from: Mailbox
  subject: string
  text: string
  /** Trusted markup of ours; what comes from outside is escaped by who renders it. */
  html: string | null
  language: string
  messageId: string
  sentAt: number
  /** Further headers; the ones that compose writes itself are refused. */
  headers?: Readonly<Record<string, string>>
}
