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

export const fr: ReaderText = {
  language: 'fr',
  direction: 'ltr',
  name: 'Français',
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
