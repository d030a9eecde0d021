/** An alert and its thread -> what its mail says. */
import { type Alert, permanentPath } from '../alerts/index.ts'
import type { AlertMail } from './compose/index.ts'
import type { PlainContext } from './delivery-context.ts'

export interface MailWish {
  alert: Alert
  /** Its thread, oldest first. */
  thread: readonly Alert[]
  sentAt: number
  isTest: boolean
}

export function alertContent(
  { publicUrl, operator, brand, mail }: PlainContext,
  { alert, thread, sentAt, isTest }: MailWish,
): AlertMail {
  const permanentUrl = publicUrl + permanentPath(alert)
  return {
    alertId: String(alert.id),
    kind: alert.kind,
    priority: alert.priority,
    headline: alert.headline,
    summary: alert.summary,
    preheader: alert.preheader,
    url: alert.url ?? permanentUrl,
    permanentUrl,
    sourceName: alert.sourceName,
    saidAt: alert.saidAt,
    sentAt,
    // As on the site: a reader meets one time for one moment, and wherever the server stands is no reader's zone.
    timeZone: 'UTC',
    language: alert.language,
    whatChanged: alert.whatChanged,
    whatWasWrong: alert.whatWasWrong,
    original: originalOf(alert, thread),
    operator,
    accent: brand.accent,
    publicUrl,
    from: mail.from,
    isTest,
  }
}

/** An update keeps its thread's first subject; a correction quotes the alert that it corrects. */
function originalOf(alert: Alert, thread: readonly Alert[]): AlertMail['original'] {
  if (alert.followsId === null) return null
  const followed = thread.find(({ id }) => id === alert.followsId)
  const first = thread.find(({ id }) => id === alert.threadId) ?? followed
  const quoted = alert.kind === 'update' ? first : followed
  if (!quoted) return null
  const subject = first?.headline ?? quoted.headline
  return { headline: quoted.headline, subject, sentAt: quoted.approvedAt ?? quoted.createdAt }
}
