/** Every word a reader meets that is ours and not an alert's, in one language: a folder of this folder holds one of these. */
import type { ChoicesText } from './choices-text.ts'
import type { ConsentText } from './consent-text.ts'
import type { DataText } from './data-text.ts'
import type { DigestText } from './digest-text.ts'
import type { LeaveText } from './leave-text.ts'
import type { MailText } from './mail-text.ts'
import type { ReasonsText } from './reasons-text.ts'
import type { SignUpText } from './sign-up-text.ts'
import type { SiteText } from './site-text.ts'
import type { TopicsText } from './topics-text.ts'

export interface ReaderText {
  /** BCP 47, as it stands in `lang`. */
  language: string
  direction: 'ltr' | 'rtl'
  /** The language's own name for itself. */
  name: string
  /** The pages. */
  site: SiteText
  /** What a person agrees to, and the mails around signing up. */
  consent: ConsentText
  /** The preference page. */
  choices: ChoicesText
  /** The page after leaving. */
  leave: LeaveText
  /** The copy of a reader's data, and erasing it. */
  data: DataText
  /** The way in, when it is more than one press. */
  signUp: SignUpText
  /** What stands around an alert in its mail. */
  mail: MailText
  /** Why an alert came or did not, how often alerts come, what is wrong with watch words. */
  reasons: ReasonsText
  /** What limits held back, in one mail. */
  digest: DigestText
  /** The sign-up pages of single topics. */
  topics: TopicsText
}
