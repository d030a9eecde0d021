import type { MailLinks } from '../../subscribers/index.ts'
import type { DeliveryContext } from '../delivery-context.ts'
import type { LineJob } from '../lines/line.ts'
import { isAlertJob, type Job } from './job.ts'

/** What a line has to know of a job. */
export function lineJob(job: Job, { mail }: Pick<DeliveryContext, 'mail'>, links: MailLinks): LineJob {
  if (isAlertJob(job)) {
    const { id, alertId, subscriberId } = job.held
    const { address, references, language, reason, linkGeneration, sentAt } = job
    return {
      ...{ kind: 'delivery', id, alertId, subscriberId, address, references, language, reason },
      choicesToken: links.choices({ subscriberId, linkGeneration, at: sentAt }),
      leaveToken: links.leave(subscriberId),
    }
  }
  const { id, recipient, subject, text, html, language, messageId, headers, createdAt } = job.held
  const said = { subject, text, html, language, messageId, headers, sentAt: createdAt }
  return { kind: 'mail', id, mail: { to: recipient, from: mail.from, ...said } }
}
