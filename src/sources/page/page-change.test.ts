import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { pageChange } from './page-change.ts'

const body = [
  'The harbour bridge was closed on Tuesday after engineers found cracks in two of its pillars.',
  'Traffic goes round by the north until further notice, the city said.',
  'Twelve people were hurt when a lorry braked, none of them badly.',
]

interface Wish {
  chosen?: boolean
  title?: string
}

function change(
  before: readonly string[],
  now: readonly string[],
  { chosen = false, title = 'Bridge' }: Wish = {},
) {
  const page = (paragraphs: readonly string[], headline: string) => ({
    title: headline,
    text: paragraphs.join('\n\n'),
  })
  return pageChange(page(before, 'Bridge'), page(now, title), { chosen })
}

const replaced = (from: string, to: string) => body.map(paragraph => paragraph.replace(from, to))

const noise: [what: string, before: string, now: string][] = [
  ['how long ago it was', 'Posted 3 minutes ago', 'Posted 2 hours and 5 minutes ago'],
  ['how long ago, in German', 'Vor 3 Minuten', 'vor einer Stunde'],
  ['how long ago, in French', 'il y a 2 heures', 'il y a 3 jours'],
  ['how long ago, in Spanish', 'hace 5 minutos', 'hace una hora'],
  ['how long ago, in Japanese', '3 分前', '2 時間前'],
  ['a clock', 'Last updated at 14:32 GMT', 'Last updated at 15:07 GMT'],
  ['a date', 'Published on Tuesday, 18 August 2026', 'Published on Wednesday, 19 August 2026'],
  ['a date in German', 'Stand: 18. August 2026, 14.32 Uhr', 'Stand: 19. August 2026, 9.05 Uhr'],
  ['the number of comments', '1,204 comments', '1,311 comments'],
  ['shares in a line of others', 'Share this · 12 shares', 'Share this · 15 shares'],
  ['a counter', 'Live 14', 'Live 15'],
]
for (const [what, before, now] of noise)
  test(`${what} is no change`, () => {
    assert.equal(change([...body, before], [...body, now]), 'none')
    assert.equal(change([...body, before], body), 'none')
  })

test('paragraphs that changed places are no change', () => {
  assert.equal(change(body, body.toReversed()), 'none')
})

test('a typing error that was mended is no change, also in the headline’s punctuation', () => {
  assert.equal(change(replaced('found', 'fonud'), body, { title: '“Bridge”' }), 'none')
})

const telling: [what: string, from: string, to: string][] = [
  ['a number', 'Twelve people', '14 people'],
  ['a number within a sentence', 'in two of', 'in 2 of'],
  ['a denial', 'were hurt', 'were not hurt'],
  ['a few words', 'until further notice', 'until Friday at the earliest, perhaps longer'],
]
for (const [what, from, to] of telling)
  test(`${what} is a change`, () => assert.equal(change(body, replaced(from, to)), 'changed'))

test('another headline is a change', () =>
  assert.equal(change(body, body, { title: 'Bridge open' }), 'changed'))

test('a new paragraph is a change', () =>
  assert.equal(change(body, [...body, 'The mayor resigned.']), 'changed'))

test('when most of the text is gone at once, only a second look can tell', () => {
  assert.equal(change(body, ['Something went wrong. Please try again in a few moments.']), 'shrunk')
  assert.equal(change(body, body.slice(0, 2)), 'changed')
})

test('of what an operator chose, every word and every number counts, and how long ago it was does not', () => {
  const chosen = { chosen: true }
  assert.equal(change(['Level: green'], ['Level: red'], chosen), 'changed')
  assert.equal(change(['3'], ['4'], chosen), 'changed')
  assert.equal(change(['Level 3'], ['Level 4'], chosen), 'changed')
  assert.equal(change(['Level 3', '5 minutes ago'], ['Level 3', '6 minutes ago'], chosen), 'none')
  assert.equal(change(['Level 3', 'Updated 14:32'], ['Level 3', 'Updated 14:40'], chosen), 'none')
  assert.equal(change(['Level: green'], ['Level: red'], { chosen: false }), 'none')
})

test('whatever the texts, a text is no change of itself, and texts made to be slow are not', () => {
  const text = fc.array(
    fc.constantFrom('3', 'min', 'ago', 'vor', ' ', '\n', 'a', '14:32', '報', 'not', '1,2'),
    {
      maxLength: 60,
    },
  )
  fc.assert(
    fc.property(text, fc.boolean(), (words, chosen) => {
      const page = { title: 'a', text: words.join(' ') }
      assert.equal(pageChange(page, page, { chosen }), 'none')
    }),
  )
  for (const piece of ['1 ', '1', 'vor 1 ', '1,1 k ', 'a few ', '9 min 9 min '])
    change([piece.repeat(20_000 / piece.length)], [`${piece.repeat(20_000 / piece.length)}!`])
})
