/** The two mails around signing up: small, plain, and nothing in them that whoever asked has written. */
import { enqueueMail, type Tx } from '../../store/index.ts'
import type { SubscriberContext } from '../context.ts'
import { confirmLinkMs } from '../links.ts'

interface SignUpMail {
  language: string
  recipient: string
  at: number
}

export async function mailConfirmation(
  tx: Tx,
  context: SubscriberContext,
  { confirm, notMe, ...mail }: SignUpMail & { confirm: string; notMe: string },
): Promise<void> {
  const words = context.texts.of(mail.language).consent.confirmation({
    who: senderName(context),
    link: `${context.publicUrl}/confirm/${confirm}`,
    notMeLink: `${context.publicUrl}/not-me/${notMe}`,
    days: confirmLinkMs / (24 * 3_600_000),
  })
  await enqueueMail(tx, { ...envelopeOf(context, mail), ...words, kind: 'confirmation' })
}

/** `confirm`: adds the topics that were asked for; null: none were. */
export async function mailAlreadySubscribed(
  tx: Tx,
  context: SubscriberContext,
  { preferences, confirm, ...mail }: SignUpMail & { preferences: string; confirm: string | null },
): Promise<void> {
  const { consent } = context.texts.of(mail.language)
  const values = {
    who: senderName(context),
    preferencesLink: `${context.publicUrl}/choices/${preferences}`,
  }
  const words =
    confirm === null
      ? consent.alreadySubscribed(values)
      : consent.alreadySubscribedTopics({ ...values, link: `${context.publicUrl}/confirm/${confirm}` })
  await enqueueMail(tx, { ...envelopeOf(context, mail), ...words, kind: 'already' })
}

function senderName(context: SubscriberContext): string {
  return context.operator.name ?? (context.from.name || 'Tocsin')
}

function envelopeOf(context: SubscriberContext, mail: SignUpMail) {
  const domain = context.from.address.slice(context.from.address.lastIndexOf('@') + 1)
  const messageId = `${Buffer.from(context.random(16)).toString('hex')}@${domain}`
  return { ...mail, messageId, html: null }
}
