import type { ReaderText } from '../reader-text.ts'
import { consent } from './consent.ts'
import { digest } from './digest.ts'
import { mail } from './mail.ts'
import { reasons } from './reasons.ts'
import { site } from './site.ts'

export const en: ReaderText = {
  language: 'en',
  direction: 'ltr',
  name: 'English',
  site,
  consent,
  digest,
  mail,
  reasons,
}
