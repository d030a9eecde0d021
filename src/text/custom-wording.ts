/**
 * The operator's own words (WORDING) put in place of ours. A key is the path of a text: `site.front.headline`; behind
 * a text that is made for values it goes on into what is made: `consent.confirmation.subject`, and `{name}` in the
 * operator's words stands for a value. What would be missed only when a reader meets it (an unknown key, another
 * value's name, a link left out) is an error here, at start.
 */
import type { Config } from '../config.ts'
import { ConfigError } from '../errors.ts'
import type { ReaderText } from './reader-text.ts'
import { type Template, templates } from './templates.ts'

type Wording = NonNullable<Config['wording']>
type Words = string | readonly string[]
type Values = Readonly<Record<string, unknown>>

/** Facts and versions, which no operator's word changes. */
const fixed = /^name$|^consent\.wording\.version$|(?:^|\.)(?:language|direction|dateLanguage)$/
const placeholder = /\{(\w+)\}/g

/** Throws a `ConfigError` that names file, language and key. */
export function customWording(languages: readonly ReaderText[], wording: Wording | null): ReaderText[] {
  const { file, entries } = wording ?? { file: '', entries: {} }
  for (const language of Object.keys(entries))
    if (!languages.some(text => text.language === language))
      throw new ConfigError(
        `WORDING: ${file} has words for "${language}", but there are texts for ${languages.map(text => text.language).join(', ')}.`,
      )
  return languages.map(text =>
    Object.entries(entries[text.language] ?? {}).reduce((changed, [key, words]) => {
      const problem = (what: string) =>
        new ConfigError(`WORDING: ${file}, ${text.language}, "${key}" ${what}`)
      if (fixed.test(key)) throw problem('is not to be changed: leave it out.')
      const place: Place = { key, words, numbers: new Intl.NumberFormat(text.language), problem }
      // What comes out has the shape of what went in: `replaced` lets nothing else pass.
      return replaced(changed, { ...place, left: key.split('.'), at: '', values: null }) as ReaderText
    }, text),
  )
}

interface Place {
  key: string
  words: Words
  numbers: Intl.NumberFormat
  problem(what: string): ConfigError
}

interface Step extends Place {
  /** What is left of the path, and what was gone of it. */
  left: readonly string[]
  at: string
  /** Of the function that was passed; null: none. */
  values: Values | null
}

function replaced(value: unknown, step: Step): unknown {
  if (typeof value === 'function') return replacedResult(value as (...values: unknown[]) => unknown, step)
  const [next, ...left] = step.left
  if (next === undefined) return replacedWords(value, step)
  if (typeof value !== 'object' || value === null || Array.isArray(value) || !Object.hasOwn(value, next))
    throw step.problem('is not the name of a text.')
  const inner: unknown = (value as Record<string, unknown>)[next]
  return { ...value, [next]: replaced(inner, { ...step, left, at: step.at ? `${step.at}.${next}` : next }) }
}

/** The same function with a part of its result replaced; tried once with the values' own names. */
function replacedResult(made: (...values: unknown[]) => unknown, step: Step): unknown {
  const template = templates.get(step.at)
  if (!template || step.values)
    throw step.problem('changes with what it counts or dates, and cannot be replaced.')
  const { names, named } = template
  const byName = (values: readonly unknown[]): Values =>
    named ? (values[0] as Values) : Object.fromEntries(names.map((name, place) => [name, values[place]]))
  const withWords = (values: readonly unknown[]) =>
    replaced(made(...values), { ...step, values: byName(values) })
  checkTemplate(made, step, template)
  return (...values: unknown[]) => withWords(values)
}

function checkTemplate(
  made: (...values: unknown[]) => unknown,
  step: Step,
  { names, named }: Template,
): void {
  const samples = Object.fromEntries(names.map(name => [name, `{${name}}`]))
  const words = [step.words].flat().join('\n')
  const written = new Set([...words.matchAll(placeholder)].map(match => match[1] ?? ''))
  for (const name of written)
    if (!names.includes(name))
      throw step.problem(`has {${name}}, but knows ${names.map(one => `{${one}}`).join(', ')} alone.`)
  const original = made(...(named ? [samples] : names.map(name => samples[name])))
  const before =
    JSON.stringify(step.left.reduce<unknown>((part, key) => (part as Values)?.[key], original)) ?? ''
  for (const name of names)
    if (/link$/i.test(name) && before.includes(`{${name}}`) && !written.has(name))
      throw step.problem(`must have {${name}}: without it the reader can do nothing.`)
  replaced(original, { ...step, values: samples })
}

function replacedWords(value: unknown, { words, values, numbers, problem }: Step): Words {
  const list = Array.isArray(value) && value.every(one => typeof one === 'string')
  if (!list && typeof value !== 'string') throw problem('names a group of texts: name one of them.')
  if (list !== (typeof words !== 'string'))
    throw problem(list ? 'must be a list of texts, but is one.' : 'must be a text, but is a list.')
  const fill = (text: string) =>
    text.replace(placeholder, (whole, name: string) => {
      if (values === null) throw problem(`has ${whole}, but there is no value to put there.`)
      const found = values[name]
      return typeof found === 'number' ? numbers.format(found) : String(found ?? '')
    })
  return typeof words === 'string' ? fill(words) : words.map(fill)
}
