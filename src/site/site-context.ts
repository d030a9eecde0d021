/** What the readers' pages need; made once by `app.ts`. */
import type { Clock } from '../clock.ts'
import type { Config } from '../config.ts'
import type { Store } from '../store/index.ts'
import type { SignUpGround, SubscriberContext } from '../subscribers/index.ts'
import type { Texts } from '../text/index.ts'
import type { AssetPaths, RequestContext } from '../web/index.ts'
import type { MailboxGate } from './mailbox/mailbox-gate.ts'
import { type PageLanguage, pathIn } from './page-language.ts'

export interface SiteParts {
  store: Store
  clock: Clock
  subscribers: SubscriberContext
  config: Config
  assets: AssetPaths
  texts: Texts
}

export interface SiteContext extends SiteParts {
  mailboxGate: MailboxGate
  /** What the guard of sign-ups stands on. */
  signUps: SignUpGround
}

/** For a reader's press: the consent record may keep the network that it came from. */
export function pressedBy(
  { subscribers }: Pick<SiteContext, 'subscribers'>,
  c: RequestContext,
): SubscriberContext {
  return { ...subscribers, clientAddress: c.get('clientAddress') }
}

/** Who sends the alerts, as readers know them. */
export function senderName({ operator, mail }: Pick<Config, 'operator' | 'mail'>): string {
  return operator.name ?? (mail.from.name || 'Tocsin')
}

export function privacyLink({ operator }: Pick<Config, 'operator'>, language: PageLanguage): string {
  return operator.privacyUrl ?? pathIn(language, '/privacy')
}
