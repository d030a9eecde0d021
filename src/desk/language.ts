/** What language a text from outside is in: for screen readers, fonts and hyphens, and in words for an editor. */
import { type Html, html } from '../web/index.ts'
import { deskText } from './text/en.ts'

const names = new Intl.DisplayNames(deskText.locale, { type: 'language', fallback: 'none' })
const ownLanguage = new Intl.Locale(deskText.locale).language

/**
 * `lang` and `dir` of an element that holds a source's words. The direction follows the words themselves, for many a
 * feed names another language than its items are in; a language that nobody knows is not named.
 */
export function wordsOf(language: string | null): Html {
  const tag = knownTag(language)
  return html`dir="auto" ${tag === null ? '' : html`lang="${tag}"`}`
}

/** `Arabic`; null: the desk's own language, or none that is known. */
export function otherLanguage(language: string | null): string | null {
  const tag = knownTag(language)
  if (tag === null || new Intl.Locale(tag).language === ownLanguage) return null
  return names.of(tag) ?? null
}

/** By its name; for what has none, the tag as it came. */
export function languageName(language: string): string {
  const tag = knownTag(language)
  return (tag === null ? null : names.of(tag)) ?? language
}

function knownTag(language: string | null): string | null {
  if (language === null) return null
  try {
    const [tag = null] = Intl.getCanonicalLocales(language)
    return tag !== null && names.of(new Intl.Locale(tag).language) !== undefined ? tag : null
  } catch {
    // No tag at all: Intl throws for it.
    return null
  }
}
