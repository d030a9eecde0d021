/** What the verbs of this stage need besides the transaction; made once by `app.ts`. */
import type { MailConfig, OperatorConfig, Secrets } from '../config.ts'
import type { Texts } from '../text/index.ts'

export interface SubscriberContext {
  secrets: Secrets
  /** Without a trailing slash. */
  publicUrl: string
  operator: OperatorConfig
  from: MailConfig['from']
  texts: Texts
  /** Whether consent events keep the network that they came from; absent: they do not. */
  consentNetwork?: 'none' | 'truncated'
  /** Of who presses right now; kept only as CONSENT_NETWORK says, and then cut to its network. */
  clientAddress?: string
  random(bytes: number): Uint8Array
}
