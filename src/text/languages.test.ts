import assert from 'node:assert/strict'
import { test } from 'node:test'
import { at, type Leaf, leaves, samples } from '../../test/support/language-samples.ts'
import { parseWatch } from '../alerts/watch/parse-watch.ts'
import { createTexts } from './index.ts'

const { languages, of } = createTexts()
const english = of('en')
const others = languages.filter(text => text !== english)

/** The words of a leaf; of a function, all that it makes of its samples. */
const wordsOf = ({ texts }: Leaf) => texts.join('\n')

for (const text of others) {
  const all = leaves(text)

  test(`${text.name} has what English has, and nothing of it was left English or empty`, () => {
    const theirs = leaves(english)
    assert.deepEqual(
      all.map(leaf => [leaf.path, leaf.texts.length]),
      theirs.map(leaf => [leaf.path, leaf.texts.length]),
    )
    for (const [place, { path, texts }] of all.entries())
      for (const [number, words] of texts.entries()) {
        const original = theirs[place]?.texts[number] ?? ''
        assert.equal(words.trim() === '', original.trim() === '', `${path}: ${words}`)
        if (words.split(/\s+/).length > 3) assert.notEqual(words, original, path)
      }
  })

  test(`${text.name} shows every value that English shows`, () => {
    for (const { path, calls } of samples)
      for (const args of calls) {
        const shown = (language: typeof text) => valuesIn(result(at(language, path), args), args)
        assert.deepEqual(shown(text), shown(english), `${path}(${JSON.stringify(args)})`)
      }
  })

  test(`${text.name} names the version of its own wording and notice`, () => {
    assert.match(text.consent.wording.version, new RegExp(`^${text.language}-\\d+$`))
    assert.match(text.consent.noticeVersion, new RegExp(`^${text.language}-\\d+$`))
  })
}

test('every function has samples, and every sample its function', () => {
  assert.deepEqual(
    samples.map(({ path }) => path).sort(),
    leaves(english)
      .filter(({ made }) => made)
      .map(({ path }) => path)
      .sort(),
  )
})

function result(made: unknown, args: readonly unknown[]): string {
  assert.ok(typeof made === 'function')
  return JSON.stringify(made(...args)).replace(/(?<=\d)[.,\s\u00a0\u202f](?=\d{3})/g, '')
}

/** Which of the values that went in are seen in what came out: words in capitals, of a time its day, numbers but one and two. */
function valuesIn(made: string, value: unknown): string[] {
  if (typeof value === 'object' && value !== null)
    return Object.values(value).flatMap(inner => valuesIn(made, inner))
  if (typeof value === 'string') return /^[A-Z]+$/.test(value) && made.includes(value) ? [value] : []
  // A dual says both by its ending.
  if (typeof value !== 'number' || value <= 2) return []
  const number = value > 1e9 ? new Date(value).getUTCDate() : value
  return new RegExp(`(?<!\\d)${number}(?!\\d)`).test(made) ? [String(number)] : []
}

/** What a typesetter would mark; how watch words are typed is the keyboard's. */
function marksOf(language: string, wrong: RegExp): string[] {
  return leaves(of(language))
    .filter(({ path }) => !path.endsWith('.typed'))
    .flatMap(leaf => (wrong.test(wordsOf(leaf)) ? [`${leaf.path}: ${wordsOf(leaf)}`] : []))
}

test('no language but English has typewriter’s quotation marks or two spaces in a row', () => {
  for (const { language } of others) assert.deepEqual(marksOf(language, /["']| {2}/), [])
})

test('French has a narrow space that does not break before and within its marks', () => {
  assert.deepEqual(marksOf('fr', /[^\u202f][;!?»]|«(?!\u202f)|[^\u202f\d]:|\d:(?!\d)/), [])
})

test('German quotes „so“, and Spanish opens every question and exclamation', () => {
  assert.deepEqual(marksOf('de', /„[^“„]*$|”|(?<!„[^“]*)“/), [])
  assert.deepEqual(marksOf('es', /(?<!¿[^?]*)\?|(?<!¡[^!]*)!/), [])
})

test('German counts and dates as German does', () => {
  const { front, time } = of('de').site
  assert.equal(front.often.soFar({ mails: 1, days: 1 }), '1 Mail am letzten Tag.')
  assert.equal(
    front.often.steady({ mails: 3, per: 'week', days: 60 }),
    'Etwa 3 Mails in der Woche, gemessen in den letzten 60 Tagen.',
  )
  assert.equal(time(Date.UTC(2026, 0, 1, 9, 5)), '1. Januar 2026 um 09:05 UTC')
  assert.equal(time(Number.NaN), '')
})

test('French and Spanish count none, one, several and millions as they do', () => {
  const head = (language: string, alerts: number) =>
    of(language).digest.headline({ alerts }).replaceAll('\u202f', ' ')
  assert.deepEqual(
    [0, 1, 2, 2e6].map(alerts => head('fr', alerts).replace(' depuis votre dernier récapitulatif', '')),
    ['0 alerte', '1 alerte', '2 alertes', '2 000 000 d’alertes'],
  )
  assert.deepEqual(
    [0, 1, 2, 2e6].map(alerts => head('es', alerts).replace(' desde su último resumen', '')),
    ['0 alertas', '1 alerta', '2 alertas', '2.000.000 de alertas'],
  )
})

test('the examples of watch words say in every language what they say in English', () => {
  const kinds = (language: string) =>
    of(language).choices.watch.examples.map(({ typed }) => {
      const parsed = parseWatch(typed)
      assert.equal(parsed.kind, 'parsed', typed)
      return parsed.kind === 'parsed' && parsed.watch.kind
    })
  for (const { language } of others) assert.deepEqual(kinds(language), kinds('en'))
})
