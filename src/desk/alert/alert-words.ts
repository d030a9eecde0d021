/** An alert in a few words: what it is, how it stands, who did it. Never by colour alone. */
import type { Alert } from '../../alerts/index.ts'
import type { DeliveryCounts } from '../../deliveries/index.ts'
import { type Html, html } from '../../web/index.ts'
import { deskText } from '../text/en.ts'

/** `Flash`, or `Correction · Breaking`. */
function kindWords({ kind, priority }: Pick<Alert, 'kind' | 'priority'>): string {
  const urgency = deskText.priority[priority]
  return kind === 'alert' ? urgency : `${deskText.kind[kind]} · ${urgency}`
}

export function kindMark(alert: Pick<Alert, 'kind' | 'priority'>): Html {
  return html`<span class="kicker ${alert.kind === 'alert' ? alert.priority : alert.kind}">${kindWords(alert)}</span>`
}

/** Records keep `editor:NAME`, `token:NAME` or `rule:SOURCE`. */
export function whoWords(by: string): string {
  const colon = by.indexOf(':')
  const role = by.slice(0, colon)
  const name = by.slice(colon + 1)
  return role === 'editor' || role === 'token' || role === 'rule' ? deskText.who[role](name) : by
}

/** Empty for a draft. */
export function progressWords(alert: Pick<Alert, 'state'>, counts: DeliveryCounts | undefined): string {
  if (alert.state === 'draft' || !counts) return ''
  return deskText.progress(counts.accepted, counts.audience, counts.frozen)
}

/** Empty unless it is paused; it is paused by itself when too many mails are refused. */
export function whyPaused({ state, note }: Pick<Alert, 'state' | 'note'>): string {
  return state === 'paused' ? (note ?? '') : ''
}
