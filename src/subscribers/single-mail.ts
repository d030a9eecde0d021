/** What every single mail to a subscriber has in common. */
import type { OutboxMail } from '../store/index.ts'
import type { SubscriberContext } from './context.ts'

export function senderName({ operator, from }: Pick<SubscriberContext, 'operator' | 'from'>): string {
  return operator.name ?? (from.name || 'Tocsin')
}

export function envelopeOf(
  context: SubscriberContext,
  language: string,
  recipient: string,
  at: number,
): Omit<OutboxMail, 'kind' | 'subject' | 'text'> {
  const domain = context.from.address.slice(context.from.address.lastIndexOf('@') + 1)
  const messageId = `${Buffer.from(context.random(16)).toString('hex')}@${domain}`
  return { recipient, language, at, messageId, html: null }
}
