import { createTexts, type SiteText } from '../text/index.ts'

/** The words of the pages in a language (BCP 47). */
export function siteText(language: string): SiteText {
  return createTexts().of(language).site
}
