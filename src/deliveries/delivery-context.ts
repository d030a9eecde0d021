import type { Config, MailConfig, OperatorConfig, Secrets } from '../config.ts'
import type { Texts } from '../text/index.ts'

/** What every mail is written with; made once by `app.ts`. */
export interface DeliveryContext extends PlainContext {
  /** The words around an alert, in each language of its readers. */
  texts: Texts
}

/** Plain data, which may go to another thread. */
export interface PlainContext {
  secrets: Secrets
  /** Without a trailing slash. */
  publicUrl: string
  operator: OperatorConfig
  brand: Config['brand']
  mail: MailConfig
}
