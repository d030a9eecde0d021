/** Whom a draft would go to, in sentences: rendered into its page first, then sent as events while it is counted. */
import type { Alert } from '../../alerts/index.ts'
import { deskText } from '../text/en.ts'
import type { AudienceNow } from './audience-counts.ts'

const { send } = deskText.draft

/** @param stops Sending it stops what it follows. */
export function audienceWords(alert: Pick<Alert, 'kind'>, now: AudienceNow, stops: boolean): string {
  const { people } = now
  if (now.kind === 'counting') return send.counting(people)
  if (people === 0)
    return now.kind === 'matching' && now.confirmed > 0 ? send.nobodyWants(now.confirmed) : send.toNobody
  if (now.kind === 'recipients') {
    if (alert.kind === 'update') return send.toRecipientsOfUpdate(people)
    return stops ? send.toRecipientsAndWaiting(people) : send.toRecipients(people)
  }
  const { plain, held, confirmed } = now
  const whom = people === confirmed ? send.toAll(people) : send.toSome(people, confirmed)
  const why = plain < people ? send.whyThey(plain, people - plain) : ''
  return [whom, why, held > 0 ? send.held(held) : ''].filter(Boolean).join(' ')
}

/** Sending what sets an alert right ends that alert, if it is still going out. */
export function stopsFollowed({ kind }: Pick<Alert, 'kind'>, followed: Alert | null): boolean {
  const setsRight = kind === 'correction' || kind === 'retraction'
  return setsRight && (followed?.state === 'sending' || followed?.state === 'paused')
}
