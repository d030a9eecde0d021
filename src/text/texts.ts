/** The words of every language we have; a tag we have none for (BCP 47) reads English. */
import { en } from './en/index.ts'
import type { ReaderText } from './reader-text.ts'

export interface Texts {
  /** In the order in which a reader is offered them. */
  languages: readonly ReaderText[]
  /** The text for a language tag: `de-AT` reads `de`. */
  of(language: string): ReaderText
}

export function createTexts(): Texts {
  const languages = [en]
  const known = new Map(languages.map(text => [text.language, text]))
  return { languages, of: language => known.get(primary(language)) ?? en }
}

function primary(language: string): string {
  return language.split('-', 1)[0]?.toLowerCase() ?? ''
}
