/** What a digest says, in reading order: the one thing that both its parts are rendered from. Neutral, bounded plain text. */
import { type Alert, permanentPath } from '../../alerts/index.ts'
import type { ReaderText } from '../../text/index.ts'
import type { Accent } from '../compose/mail-style.ts'
import { nameLimits, oneLine, paragraphsOf } from '../compose/neutral-text.ts'
import { type Direction, languageTag, textDirection } from '../compose/text-direction.ts'
import { hostOf, webAddress } from '../compose/web-address.ts'
import type { DeliveryContext } from '../delivery-context.ts'
import type { NewsEntry } from './digest-news.ts'

/** Beyond that a mail would be cut off by who shows it (102 kB), and by who reads it. */
const mostEntries = 40
const headlineLimits = { length: 250, bytes: 900 }
const openingLimits = { length: 280, bytes: 1_200 }
const lineLimits = { length: 300, bytes: 600 }

export interface DigestEntry {
  /** Of the alert's own words. */
  language: string
  direction: Direction
  kicker: string
  tone: 'alarm' | 'urgent' | 'quiet'
  headline: string
  /** Null: it was never put right. */
  corrected: string | null
  opening: string
  /** Who says so, when it was sent. */
  facts: string[]
  link: { label: string; address: string }
}

export interface DigestContent {
  /** As in an alert's mail. */
  accent: Accent | null
  text: ReaderText
  subject: string
  sender: string
  headline: string
  /** Threads; what belongs together stands together. */
  threads: DigestEntry[][]
  /** Null: all of it is here. */
  more: string | null
  allLink: string
  operator: { name: string; postalAddress: string; contact: string }
  privacyLink: string
  choicesLink: string
  leaveLink: string
}

export interface DigestReader {
  text: ReaderText
  timeZone: string
  choicesLink: string
  leaveLink: string
}

export function digestContent(
  { publicUrl, operator, brand, mail }: DeliveryContext,
  reader: DigestReader,
  threads: readonly (readonly NewsEntry[])[],
): DigestContent {
  const { text } = reader
  const alerts = threads.reduce((sum, thread) => sum + thread.length, 0)
  let room = mostEntries
  const shown: DigestEntry[][] = []
  for (const thread of threads) {
    // Of a long thread the latest say where it stands.
    const entries = thread.slice(-Math.max(room, 0)).map(entry => entryOf(entry, reader, publicUrl))
    if (room <= 0) break
    room -= entries.length
    shown.push(entries)
  }
  const left = alerts - shown.flat().length
  const first = shown[0]?.[0]?.headline ?? ''
  return {
    accent: brand.accent,
    text,
    subject: text.digest.subject({ alerts, first }),
    sender:
      oneLine(mail.from.name, nameLimits) || oneLine(operator.name ?? '', nameLimits) || hostOf(publicUrl),
    headline: text.digest.headline({ alerts }),
    threads: shown,
    more: left > 0 ? text.digest.more({ alerts: left }) : null,
    allLink: `${publicUrl}/alerts`,
    operator: {
      name: oneLine(operator.name ?? '', nameLimits),
      postalAddress: oneLine(operator.postalAddress ?? '', lineLimits),
      contact: oneLine(operator.contact ?? '', lineLimits),
    },
    privacyLink: webAddress(operator.privacyUrl) ?? `${publicUrl}/privacy`,
    choicesLink: reader.choicesLink,
    leaveLink: reader.leaveLink,
  }
}

function entryOf({ alert, correction }: NewsEntry, reader: DigestReader, publicUrl: string): DigestEntry {
  const { digest, mail } = reader.text
  const now = correction ?? alert
  const headline = oneLine(now.headline, headlineLimits) || mail.untitled
  const wrong = correction && oneLine(correction.whatWasWrong ?? '', lineLimits)
  const address = publicUrl + permanentPath(alert)
  return {
    language: languageTag(now.language),
    direction: textDirection(now.language, headline),
    kicker: alert.kind === 'update' ? mail.kicker.update : mail.kicker[alert.priority],
    tone: ({ flash: 'alarm', breaking: 'urgent', developing: 'quiet' } as const)[alert.priority],
    headline,
    corrected: wrong ? digest.whatWasWrong(wrong) : correction && digest.corrected,
    opening: openingOf(
      alert.kind === 'update' && !correction ? (now.whatChanged ?? now.summary) : now.summary,
    ),
    facts: factsOf(alert, now, reader),
    link: { label: digest.read({ host: hostOf(address) }), address },
  }
}

/** Its first sentences. */
function openingOf(summary: string): string {
  const [paragraph = ''] = paragraphsOf(summary)
  let opening = ''
  for (const { segment } of new Intl.Segmenter(undefined, { granularity: 'sentence' }).segment(paragraph)) {
    if (opening !== '' && opening.length + segment.length > openingLimits.length) break
    opening += segment
    if (opening.length > openingLimits.length) break
  }
  return oneLine(opening, openingLimits)
}

function factsOf(alert: Alert, now: Alert, { text, timeZone }: DigestReader): string[] {
  const { digest } = text
  const when = (at: number) =>
    new Intl.DateTimeFormat(digest.dateLanguage, {
      ...{ weekday: 'long', hour: '2-digit', minute: '2-digit', timeZoneName: 'short' },
      timeZone: knownZone(timeZone),
    }).format(at)
  const source = oneLine(now.sourceName ?? '', nameLimits)
  return [
    ...(source ? [digest.said({ source, when: now.saidAt === null ? null : when(now.saidAt) })] : []),
    digest.sent({ when: when(alert.approvedAt ?? alert.createdAt) }),
  ]
}

function knownZone(timeZone: string): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone
  } catch {
    return 'UTC'
  }
}
