/** The mail before it goes out: as a picture for the desk, and as a test to an editor. */

import { type Alert, readAlert, readThread } from '../alerts/index.ts'
import { enqueueMail, type Read, type Tx } from '../store/index.ts'
import { alertContent } from './alert-content.ts'
import { base32 } from './base32.ts'
import { composeAlert } from './compose/index.ts'
import type { DeliveryContext } from './delivery-context.ts'
import { domainOf } from './message-id.ts'
import { sharedReason } from './own-reasons.ts'

export interface MailPreview {
  subject: string
  html: string
  text: string
}

/** What a reader without choices would see, whose language is the alert's. Their links lead to the site's front page. */
export async function composePreview(
  read: Read,
  alert: Alert,
  context: DeliveryContext,
): Promise<MailPreview> {
  const sentAt = alert.approvedAt ?? alert.createdAt
  return preview(read, context, { alert, sentAt, isTest: false })
}

/** Writes a test of the alert to this address into the outbox; it says in three places that it is a test. */
export async function enqueueTest(
  tx: Tx,
  context: DeliveryContext & { random(bytes: number): Uint8Array },
  { alertId, address, at }: { alertId: number; address: string; at: number },
): Promise<{ kind: 'enqueued' | 'not-found' }> {
  const alert = await readAlert(tx, alertId)
  if (!alert) return { kind: 'not-found' }
  const mail = await preview(tx, context, { alert, sentAt: at, isTest: true })
  const messageId = `test.${base32(context.random(16))}@${domainOf(context.mail.from.address)}`
  await enqueueMail(tx, {
    kind: 'test',
    recipient: address,
    ...mail,
    language: alert.language,
    messageId,
    at,
  })
  return { kind: 'enqueued' }
}

async function preview(
  read: Read,
  context: DeliveryContext,
  wish: { alert: Alert; sentAt: number; isTest: boolean },
): Promise<MailPreview> {
  const thread = await readThread(read, wish.alert.id)
  const words = context.texts.of(wish.alert.language)
  const spoken = { text: words.mail, reason: sharedReason(wish.alert, words) }
  return (await composeAlert(alertContent(context, { ...wish, thread }), spoken)).preview
}
