/**
 * What compose takes and gives. Every text field is plain text that a source, an editor or an operator
 * wrote, and hostile until `neutral-text.ts` went over it; times are epoch milliseconds UTC.
 */
import type { OperatorConfig } from '../../config.ts'
import type { WireMail } from '../wire-mail.ts'
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
  /** Ends the sentence "You get this mail …": `because you signed up for all alerts`. */
  reason: string
  operator: OperatorConfig
  /** Without a trailing slash. */
  publicUrl: string
  from: Mailbox
  isTest: boolean
}

/** What differs from reader to reader; written by us, and checked again before it is filled in. */
export interface Recipient {
  address: string
  /** With or without angle brackets; so are the references. */
  messageId: string
  /** Oldest first; empty: starts a thread. */
  references: readonly string[]
  /** The page behind the leave link, at most 600 characters. */
  unsubscribeUrl: string
  /** The RFC 8058 target; may be the same. */
  oneClickUrl: string
}

export interface ComposedAlert {
  subject: string
  template: AlertTemplate
  /** For the desk: what a reader sees, with the leave link leading to the site's front page. */
  preview: { subject: string; html: string; text: string }
}

/**
 * The message without what differs from reader to reader: plain data that survives `structuredClone` into
 * a worker thread. Every character stands for one octet; lines end with CRLF and are not dot-stuffed.
 */
export interface AlertTemplate {
  /** Whole lines, without the empty one that ends them. */
  headers: string
  /** Before, between and after the two places of the leave link: in the text part, in the HTML part. */
  body: readonly [string, string, string]
  sentAt: number
}

export interface Filler {
  /**
   * One reader's message: at once without DKIM keys, with keys when it is signed. Throws, or rejects with,
   * `mail.unfillable`, which names the field and never its value. 8-bit only in `To:` and `From:`, and only when
   * a local part needs SMTPUTF8.
   */
  fill(recipient: Recipient, scratch?: Scratch): WireMail | Promise<WireMail>
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
