/**
 * What an alert's mail says, in reading order: the one thing that both parts are rendered from, so that
 * they cannot differ in substance. In: an `AlertMail`; out: neutral, bounded plain text. The addresses in
 * it are http(s) or null. What stands around the alert's own words speaks the reader's language.
 */
import type { MailText } from '../../text/index.ts'
import type { AlertMail } from './alert-mail.ts'
import type { Accent } from './mail-style.ts'
import { fitParagraphs, type Limits, nameLimits, oneLine, paragraphsOf } from './neutral-text.ts'
import { chosenPreheader } from './preheader.ts'
import { headlineLimits } from './subject.ts'
import { type Direction, languageTag, textDirection } from './text-direction.ts'
import { hostOf, webAddress } from './web-address.ts'

const lineLimits: Limits = { length: 300, bytes: 600 }

export interface Section {
  /** Null: the text follows the headline without one. */
  heading: string | null
  paragraphs: string[]
  /** What an earlier alert of ours said, word for word. */
  quote: LabelledText | null
}

export interface LabelledText {
  label: string
  value: string
}

export interface Link {
  label: string
  address: string
}

export interface MailContent {
  /** Of the alert's own words; the chrome's are in `text`. */
  language: string
  direction: Direction
  text: MailText
  accent: Accent | null
  isTest: boolean
  sender: string
  kicker: { words: string; tone: 'alarm' | 'urgent' | 'quiet' | 'amending' }
  headline: string
  preheader: string
  sections: Section[]
  /** Where it comes from, when it was said, when it was sent. */
  facts: LabelledText[]
  /** Null unless the text was cut. */
  rest: Link | null
  link: Link
  operator: { name: string; postalAddress: string; contact: string; contactLink: string | null }
  privacyLink: string
}

/** `bodyBytes` bounds what changed, what was wrong and the summary together (see `Limits`). */
export function mailContent(mail: AlertMail, text: MailText, bodyBytes: number): MailContent {
  const headline = oneLine(mail.headline, headlineLimits) || text.untitled
  const permanent = webAddress(mail.permanentUrl) ?? mail.publicUrl
  const body = sectionsOf(mail, text, bodyBytes)
  const facts = factsOf(mail, text)
  return {
    language: languageTag(mail.language),
    direction: textDirection(mail.language, headline),
    text,
    accent: mail.accent,
    isTest: mail.isTest,
    sender: senderOf(mail),
    kicker: kickerOf(mail, text),
    headline,
    preheader: chosenPreheader(
      mail,
      headline,
      facts.map(({ label, value }) => label + text.colon + value).join(' · '),
    ),
    sections: body.sections,
    facts,
    rest: body.shortened ? { label: text.readRest(hostOf(permanent)), address: permanent } : null,
    link: linkOf(mail, permanent, text),
    operator: {
      name: oneLine(mail.operator.name ?? '', nameLimits),
      postalAddress: oneLine(mail.operator.postalAddress ?? '', lineLimits),
      contact: oneLine(mail.operator.contact ?? '', lineLimits),
      contactLink: webAddress(mail.operator.contact),
    },
    privacyLink: webAddress(mail.operator.privacyUrl) ?? `${mail.publicUrl}/privacy`,
  }
}

function senderOf(mail: AlertMail): string {
  const name = oneLine(mail.from.name, nameLimits) || oneLine(mail.operator.name ?? '', nameLimits)
  return name || hostOf(mail.publicUrl)
}

function kickerOf(mail: AlertMail, text: MailText): MailContent['kicker'] {
  if (mail.kind === 'alert') {
    const tones = { flash: 'alarm', breaking: 'urgent', developing: 'quiet' } as const
    return { words: text.kicker[mail.priority], tone: tones[mail.priority] }
  }
  return { words: text.kicker[mail.kind], tone: mail.kind === 'update' ? 'urgent' : 'amending' }
}

/** An update opens with what changed; a correction with what was wrong, and when that went out. */
function sectionsOf(mail: AlertMail, text: MailText, bytes: number) {
  const amends = mail.kind === 'correction' || mail.kind === 'retraction'
  const first = amends ? mail.whatWasWrong : mail.kind === 'update' ? mail.whatChanged : null
  const opening = fitParagraphs(paragraphsOf(first ?? ''), bytes / 2)
  const summary = fitParagraphs(paragraphsOf(mail.summary), bytes - opening.bytes)
  const quote = amends ? quoteOf(mail, text) : null
  const sections: Section[] = []
  if (opening.paragraphs.length > 0 || quote)
    sections.push({
      heading: amends ? text.whatWasWrong : text.whatChanged,
      paragraphs: opening.paragraphs,
      quote,
    })
  const heading = mail.kind === 'correction' ? text.whatIsRight : text.whatNow
  if (summary.paragraphs.length > 0)
    sections.push({
      heading: sections.length > 0 ? heading : null,
      paragraphs: summary.paragraphs,
      quote: null,
    })
  return { sections, shortened: opening.shortened || summary.shortened }
}

function quoteOf({ original, timeZone }: AlertMail, text: MailText): LabelledText | null {
  const when = original && timeText(original.sentAt, timeZone, text)
  return when ? { label: text.weSaid(when), value: `“${oneLine(original.headline, lineLimits)}”` } : null
}

function factsOf(mail: AlertMail, text: MailText): LabelledText[] {
  const said = mail.saidAt === null ? null : timeText(mail.saidAt, mail.timeZone, text)
  return [
    { label: text.source, value: oneLine(mail.sourceName ?? '', nameLimits) },
    { label: text.said, value: said ?? '' },
    { label: text.sent, value: timeText(mail.sentAt, mail.timeZone, text) ?? '' },
  ].filter(fact => fact.value !== '')
}

/** Day, time and zone; null for what is no time. */
function timeText(at: number, timeZone: string, text: MailText): string | null {
  if (Number.isNaN(new Date(at).getTime())) return null
  return new Intl.DateTimeFormat(text.language, {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
    timeZone: isTimeZone(timeZone) ? timeZone : 'UTC',
  }).format(at)
}

function isTimeZone(name: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }))
  } catch {
    return false
  }
}

function linkOf(mail: AlertMail, permanent: string, text: MailText): Link {
  const address = webAddress(mail.url) ?? permanent
  const label = address === permanent ? text.readAlert : text.readStory
  return { label: label(hostOf(address)), address }
}
