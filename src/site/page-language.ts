/**
 * The language of a page: what the reader chose (`?language=`, or the form's own field, so that a form is answered
 * in the language it was shown in), else a known subscriber's, else what the browser asks for, else the operator's.
 * An address with `?language=` goes on in that language: its links and forms carry it along.
 */
import type { ReaderText, Texts } from '../text/index.ts'
import { type Html, html, type RequestContext } from '../web/index.ts'

export interface PageLanguage {
  text: ReaderText
  /** The reader chose it; links on the page keep it. */
  chosen: boolean
}

interface LanguageWishes {
  /** The hidden field of a form; see `languageField`. */
  form?: string
  /** Of the subscriber whose page it is (BCP 47). */
  own?: string | undefined
}

export function pageLanguage(
  c: RequestContext,
  { texts }: { texts: Texts },
  { form = '', own }: LanguageWishes = {},
): PageLanguage {
  const unasked =
    (own === undefined ? null : texts.find(own)) ??
    texts.negotiate(c.req.header('accept-language') ?? '') ??
    texts.of('')
  const asked = texts.find(c.req.query('language') ?? '')
  if (asked) return { text: asked, chosen: true }
  const shown = texts.find(form)
  return shown ? { text: shown, chosen: shown !== unasked } : { text: unasked, chosen: false }
}

/** The same address in the page's language; `path` begins at the root and may have a query and a fragment. */
export function pathIn({ text, chosen }: PageLanguage, path: string): string {
  if (!chosen) return path
  const [before = '', fragment] = path.split('#', 2)
  const asking = `${before}${before.includes('?') ? '&' : '?'}language=${encodeURIComponent(text.language)}`
  return fragment === undefined ? asking : `${asking}#${fragment}`
}

/** Belongs into every form that names its action. */
export function languageField({ text }: PageLanguage): Html | Promise<Html> {
  return html`<input type="hidden" name="language" value="${text.language}">`
}
