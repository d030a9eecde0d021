import type { MailConfig, OperatorConfig, Secrets } from '../config.ts'

/** What every mail is written with; made once by `app.ts`. */
export interface DeliveryContext {
  secrets: Secrets
  /** Without a trailing slash. */
  publicUrl: string
  operator: OperatorConfig
  mail: MailConfig
}
