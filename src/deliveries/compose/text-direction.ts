/** Which way a text runs, for `dir`; and the language tag that goes with it. */

const rtlScripts = new Set(['Adlm', 'Arab', 'Hebr', 'Mand', 'Nkoo', 'Rohg', 'Samr', 'Syrc', 'Thaa'])
const rtlLetter =
  /[\p{Script=Adlam}\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Mandaic}\p{Script=Nko}\p{Script=Syriac}\p{Script=Thaana}]/u

export type Direction = 'ltr' | 'rtl'

/** The tag in its canonical form (BCP 47), or `en` when it is none. */
export function languageTag(value: string): string {
  try {
    return Intl.getCanonicalLocales(value)[0] ?? 'en'
  } catch {
    return 'en'
  }
}

/**
 * By the language's script; and by the first strong character where that says right to left, for a text
 * whose language nobody set.
 */
export function textDirection(language: string, text: string): Direction {
  const script = new Intl.Locale(languageTag(language)).maximize().script
  if (script && rtlScripts.has(script)) return 'rtl'
  const firstLetter = /\p{L}/u.exec(text)?.[0]
  return firstLetter && rtlLetter.test(firstLetter) ? 'rtl' : 'ltr'
}
