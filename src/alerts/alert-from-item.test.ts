import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { alertFieldsProblems } from './alert-fields.ts'
import { alertFromItem, type PublishedItem } from './alert-from-item.ts'

const at = Date.UTC(2026, 10, 23, 8)
const item: PublishedItem = {
  sourceName: 'City Wire',
  url: 'https://wire.example/1',
  title: 'Dam bursts',
  text: '',
  language: 'en',
  publishedAt: at - 60_000,
}
const from = (changes: Partial<PublishedItem>) => alertFromItem({ ...item, ...changes }, at)

test('an item without a title takes the first words of its text', () => {
  const { headline, summary } = from({ title: ' ', text: 'Dam has burst. Two towns are warned.' })
  assert.deepEqual([headline, summary], ['Dam has burst.', 'Two towns are warned.'])
})

test('first words that are too long are cut at a word, and the summary has them whole', () => {
  const text = `${'word '.repeat(40)}end.`
  const { headline, summary } = from({ title: '', text })
  assert.match(headline, /^(?:word )+word…$/)
  assert.ok(headline.length <= 120)
  assert.equal(summary, text)
})

test('an item with neither takes its address, else the name of its source', () => {
  assert.equal(from({ title: '', url: 'https://www.wire.example/dam' }).headline, 'wire.example/dam')
  assert.equal(from({ title: '', url: null }).headline, 'City Wire')
})

const summaries: [string, string, string][] = [
  [
    'the headline before the text is not said again',
    'DAM BURSTS!\n\nTwo towns are warned.',
    'Two towns are warned.',
  ],
  ['a text that is only the headline gives no summary', 'Dam bursts.', ''],
  ['a text that is the beginning of the headline gives none', 'Dam…', ''],
  [
    'a sentence that goes on from the headline stays whole',
    'Dam bursts in the north.',
    'Dam bursts in the north.',
  ],
  ['an abbreviation does not end the summary', 'Dr. No and Mrs. Yes left.', 'Dr. No and Mrs. Yes left.'],
]
for (const [name, text, summary] of summaries)
  test(name, () => {
    assert.equal(from({ text }).summary, summary)
  })

test('a headline of two sentences is taken off the text as well', () => {
  const { summary } = from({
    title: 'Dam bursts. Towns warned',
    text: 'Dam bursts. Towns warned. Rain goes on.',
  })
  assert.equal(summary, 'Rain goes on.')
})

test('a long text ends after a whole sentence', () => {
  const { summary } = from({ text: 'The water rises by the hour in the valley. '.repeat(30) })
  assert.ok(summary.length <= 600 && summary.length > 500)
  assert.match(summary, /valley\.$/)
})

test('sentences are found in a script without spaces', () => {
  const { summary } = from({ title: '大坝决堤', text: '大坝决堤。两个城镇收到警告。', language: 'zh' })
  assert.equal(summary, '两个城镇收到警告。')
})

test('nothing was said in the future, nor before there were feeds', () => {
  assert.equal(from({ publishedAt: at + 1 }).saidAt, at)
  assert.equal(from({ publishedAt: 0 }).saidAt, null)
  assert.equal(from({ publishedAt: null }).saidAt, null)
})

for (const url of ['javascript:alert(1)', 'data:text/html,x', 'https://a@b.example/', 'nothing'])
  test(`${url} is not taken as its address`, () => {
    assert.equal(from({ url }).url, null)
  })

test('a language that is none becomes English', () => {
  assert.equal(from({ language: 'english (us)' }).language, 'en')
})

test('whatever a source publishes, its alert can be sent', () => {
  const text = fc.string({ unit: 'binary', maxLength: 2_000 })
  fc.assert(
    fc.property(text, text, fc.option(text), fc.option(text), (title, body, url, language) => {
      const fields = alertFromItem({ ...item, title, text: body, url, language }, at)
      assert.deepEqual(alertFieldsProblems(fields), {})
      assert.ok(fields.summary.length <= 600)
    }),
  )
})
