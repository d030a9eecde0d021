import type { ReaderText } from '../reader-text.ts'
import { choices } from './choices.ts'
import { consent } from './consent.ts'
import { data } from './data.ts'
import { digest } from './digest.ts'
import { leave } from './leave.ts'
import { mail } from './mail.ts'
import { reasons } from './reasons.ts'
import { signUp } from './sign-up.ts'
import { site } from './site.ts'
import { topics } from './topics.ts'

/**
 * Simplified Chinese. An alert is 快讯; of its kickers none is called so, lest 快讯 be read as the rarest of them.
 * Beside Latin letters and digits stands the blank that newsrooms' own style sheets ask for.
 */
export const zh: ReaderText = {
  language: 'zh',
  direction: 'ltr',
  name: '简体中文',
  site,
  consent,
  choices,
  data,
  digest,
  leave,
  mail,
  reasons,
  signUp,
  topics,
}
