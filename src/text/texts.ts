/** The words of every language we have; a tag we have none for (BCP 47) reads the operator's own language. */
import type { Config } from '../config.ts'
import { ar } from './ar/index.ts'
import { customWording } from './custom-wording.ts'
import { de } from './de/index.ts'
import { en } from './en/index.ts'
import { es } from './es/index.ts'
import { fr } from './fr/index.ts'
import { lookUpLanguage, negotiateLanguage } from './language-lookup.ts'
import type { ReaderText } from './reader-text.ts'
import { zh } from './zh/index.ts'

export interface Texts {
  /** In the order in which a reader is offered them. */
  languages: readonly ReaderText[]
  /** The text for a language tag: `de-AT` reads `de`; a tag that we have nothing for reads the default. */
  of(language: string): ReaderText
  /** For a tag that somebody chose; null: we have no such language. */
  find(language: string): ReaderText | null
  /** For an Accept-Language header, however broken; null: it asks for none that we have. */
  negotiate(header: string): ReaderText | null
}

export interface TextOptions {
  /** BCP 47: what is read where nothing else is asked for; default, and where we have none such: English. */
  language?: string
  /** The operator's own words; they are checked here. */
  wording?: Config['wording']
  /** Tests hand in more than there are. */
  languages?: readonly ReaderText[]
}

/** In the order in which a reader is offered them. */
const ourLanguages: readonly ReaderText[] = [en, de, fr, es, ar, zh]

/** Throws a `ConfigError` for wording that does not fit. Takes a `Config`. */
export function createTexts({
  language = 'en',
  wording = null,
  languages: ours = ourLanguages,
}: TextOptions = {}): Texts {
  const languages = customWording(ours, wording)
  const known = new Map(languages.map(text => [text.language.toLowerCase(), text]))
  const tags = new Set(known.keys())
  const byTag = (tag: string | null) => (tag === null ? null : (known.get(tag) ?? null))
  const find = (tag: string) => byTag(lookUpLanguage(tag, tags))
  const standard = find(language) ?? languages[0] ?? en
  return {
    languages,
    of: tag => find(tag) ?? standard,
    find,
    negotiate: header => byTag(negotiateLanguage(header, tags)),
  }
}
