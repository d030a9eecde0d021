import { en } from './en.ts'
import type { SiteText } from './site-text.ts'

export type { Chapter, Message, SiteText } from './site-text.ts'

/** The words of the pages in a language (BCP 47); English where there are none yet. */
export function siteText(_language: string): SiteText {
  return en
}
