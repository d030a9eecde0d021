import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { openSketch, textLikeness, titleLikeness } from './likeness.ts'
import { sketchOf } from './sketch.ts'
import { agencyLede, agencyText, invented, japaneseText, ownText } from './test-texts.ts'

const title = 'Fire destroys warehouses in Port Arden, hundreds flee'
const open = (text: string, headline = title) => openSketch(sketchOf({ title: headline, text }))
const like = (one: string, other: string) => textLikeness(open(one), open(other, 'Another headline'))

test('a copy, its lede alone, and the first half of it are in it', () => {
  assert.equal(like(agencyText, agencyText), 100)
  assert.ok(like(agencyLede, agencyText) >= 90)
  assert.ok(like(`${agencyLede.slice(0, 190)} ...`, agencyText) >= 90)
  assert.ok(like(agencyText.slice(0, agencyText.length / 2), agencyText) >= 90)
})

test('a paragraph in front, another headline, capitals and typographers’ quotes make no difference', () => {
  const front =
    'It was a night that the people of the eastern town will not forget, and here is what is known by now.'
  assert.ok(like(`${front}\n\n${agencyText}`, agencyText) >= 80)
  assert.equal(like(agencyText.toUpperCase(), agencyText), 100)
  assert.equal(like(agencyText.replaceAll('"', '”').replace('”', '“'), agencyText), 100)
})

test('two reports of one event with the same quote are far from alike', () => {
  assert.ok(like(ownText, agencyText) < 20, String(like(ownText, agencyText)))
})

test('two reports that are mostly the same long quotes from one speech are not alike', () => {
  const speech = ownText.replaceAll('"', '').split('\n\n')
  const report = (words: string) =>
    speech
      .map((said, at) => `“${said}” ${words} for the ${['first', 'second', 'third', 'last'][at]} time.`)
      .join('\n\n')
  const one = report('the minister told a full hall at the old theatre, where people rose')
  const other = report('was heard by those who had come to the theatre from all over the coast')
  assert.ok(like(one, other) < 30, String(like(one, other)))
  assert.ok(like(one, speech.join('\n\n')) < 30)
  const single = (text: string) => text.replaceAll('“', '‘').replaceAll('”', '’')
  assert.ok(like(single(one), single(other)) < 30, String(like(single(one), single(other))))
})

test('a disclaimer, a caption and the page’s buttons make nothing alike', () => {
  const furniture =
    'Share\n\nWhatsApp\n\nSign up for our newsletter and get our pick of the best stories every morning.\n\n(This story has not been edited by our staff and is auto-generated from a syndicated feed.)\n\nAll rights reserved. This material may not be published, broadcast or redistributed.\n\nAdvertisement'
  const one = 'The council of Lower Arden voted on Monday to close the swimming bath for good.'
  const other = 'A cyclist was hurt on the coastal road when a lorry turned without a sign.'
  assert.ok(like(`${one}\n\n${furniture}`, `${other}\n\n${furniture}`) < 10)
})

test('a text of quotes alone is compared by them', () => {
  const statement = `"${agencyLede.replaceAll('"', '')}"`
  assert.equal(like(statement, statement), 100)
})

test('scripts without spaces are compared by characters', () => {
  const cut = japaneseText.split('\n\n')[0] ?? ''
  const other =
    '日銀は二十日の金融政策決定会合で政策金利を据え置くことを全員一致で決めた。総裁は午後に記者会見を開き、物価の見通しについて説明する予定だ。'
  assert.ok(like(cut, japaneseText) >= 90)
  assert.ok(like(japaneseText.normalize('NFKC'), japaneseText) >= 90)
  assert.ok(like(other, japaneseText) < 20)
})

test('headlines are compared by their words, without the outlet behind them', () => {
  const titles = (one: string, other: string) => titleLikeness(open('', one), open('', other))
  assert.equal(titles(`${title} - Reuters`, title.toUpperCase()), 100)
  assert.ok(titles(title, 'Council of Port Arden closes the swimming bath for good') < 40)
  assert.equal(titles('Oil prices rise', 'Oil prices rise'), 0)
})

test('any text is as like another as the other is like it, and all of it is in itself', () => {
  fc.assert(
    fc.property(invented, invented, (one, other) => {
      const [first, second] = [open(one.join('\n\n')), open(other.join('\n\n'))]
      assert.equal(textLikeness(first, first), 100)
      assert.equal(textLikeness(first, second), textLikeness(second, first))
      assert.ok(textLikeness(first, second) < 20)
    }),
  )
})

test('a sketch is small, the same every time, and made of any string', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary', maxLength: 3000 }),
      fc.string({ unit: 'grapheme' }),
      (text, headline) => {
        const sketch = sketchOf({ title: headline, text })
        assert.deepEqual(JSON.parse(JSON.stringify(sketch)), sketchOf({ title: headline, text }))
        assert.ok(JSON.stringify(sketch).length < 800)
      },
    ),
  )
})

test('a megabyte of one word, of quotes, of signs or of characters makes no large sketch', () => {
  for (const part of ['word ', '"', '“', '\n', 'a\n', '中', 'ﷺ', '(', ' - ']) {
    const text = part.repeat(1_000_000 / part.length)
    assert.ok(JSON.stringify(sketchOf({ title: text, text })).length < 800)
  }
  const long = Array.from({ length: 100_000 }, (_, at) => `word${at}`).join(' ')
  assert.ok(JSON.stringify(sketchOf({ title: long, text: long })).length < 800)
})
