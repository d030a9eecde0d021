/**
 * Languages that nobody speaks, for tests: English with every sentence marked, so that one which a page takes from
 * elsewhere is seen. One is written from right to left.
 */
import { createTexts, type ReaderText } from '../../src/text/index.ts'

const english = createTexts().of('en')

/** `⟦…⟧` around each word of ours; dates stay English. */
const marked = testLanguage({ language: 'de', direction: 'ltr', name: 'Geprüft' }, words => `⟦${words}⟧`)
/** Hebrew letters stand around each. */
const rightToLeft = testLanguage({ language: 'ar', direction: 'rtl', name: 'אבג' }, words => `א ${words} ב`)

export const testLanguages: readonly ReaderText[] = [english, marked, rightToLeft]

type Name = Pick<ReaderText, 'language' | 'direction' | 'name'>

function testLanguage(name: Name, mark: (words: string) => string): ReaderText {
  const { language, direction } = name
  const text = marking(english, mark) as ReaderText
  return {
    ...text,
    ...name,
    site: { ...text.site, language, dateLanguage: english.site.dateLanguage, time: english.site.time },
    mail: { ...text.mail, language, direction },
  }
}

function marking(value: unknown, mark: (words: string) => string): unknown {
  if (typeof value === 'string') return mark(value)
  if (typeof value === 'function') return (...args: unknown[]) => marking(value(...args), mark)
  if (Array.isArray(value)) return value.map(one => marking(one, mark))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, marking(one, mark)]))
}
