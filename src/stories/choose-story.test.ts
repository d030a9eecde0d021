import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Candidate, chooseStory } from './choose-story.ts'
import { headlineWords } from './headline.ts'

function item(headline: string, urlKey: string | null = null) {
  return { urlKey, words: headlineWords(headline) }
}

function candidates(...headlines: string[]): Candidate[] {
  return headlines.map((headline, index) => ({ ...item(headline), storyId: index + 1 }))
}

function joins(one: string, other: string): boolean {
  return chooseStory(item(one), candidates(other)) === 1
}

test('the same address is the same story, whatever the headline says', () => {
  const known = [{ ...item('Minister resigns', 'abc'), storyId: 7 }]
  assert.equal(chooseStory(item('Cabinet in crisis after resignation', 'abc'), known), 7)
})

test('two items without an address are not joined by that', () => {
  assert.equal(chooseStory(item('Minister resigns'), candidates('Volcano erupts on the island')), null)
})

test('case, accents, width and the outlet behind a dash make no difference', () => {
  assert.ok(
    joins(
      'Président Élysée promises reform of ＰＥＮＳＩＯＮＳ - Reuters',
      'PRESIDENT ELYSEE PROMISES REFORM OF PENSIONS | Le Monde',
    ),
  )
})

test('numbers that disagree keep two headlines apart', () => {
  assert.ok(
    !joins(
      'Earthquake of magnitude 6.1 strikes eastern Turkey',
      'Earthquake of magnitude 6.2 strikes eastern Turkey',
    ),
  )
})

test('a number that only one headline gives does not', () => {
  assert.ok(
    joins(
      'Earthquake strikes eastern Turkey near Malatya',
      'Earthquake strikes eastern Turkey near Malatya, 6.2',
    ),
  )
})

test('a sentence that differs in what it is about is another story', () => {
  assert.ok(
    !joins(
      'Trump says he will not attend the summit in Paris',
      'Trump says he will not attend the funeral in Rome',
    ),
  )
})

test('a headline that holds the other one and goes on is the same story', () => {
  assert.ok(
    joins(
      'Central bank raises interest rates again',
      'Central bank raises interest rates again as inflation climbs',
    ),
  )
})

test('short headlines must be nearly the same', () => {
  assert.ok(joins('Market close', 'MARKET CLOSE'))
  assert.ok(!joins('Market close: Frankfurt', 'Market close: Tokyo'))
})

test('Japanese headlines are compared by words although they have no spaces', () => {
  assert.ok(joins('日銀が政策金利を引き上げ、円相場は急騰', '日銀、政策金利を引き上げ 円相場は急騰'))
  assert.ok(!joins('日銀が政策金利を引き上げ、円相場は急騰', '首相が衆議院を解散、総選挙は来月に実施'))
})

test('of two stories the nearer one is chosen', () => {
  const known = candidates(
    'Central bank raises interest rates again as inflation climbs quickly',
    'Central bank raises interest rates again',
  )
  assert.equal(chooseStory(item('Central bank raises interest rates again'), known), 2)
})

test('the order of the candidates does not matter', () => {
  const known = candidates('Volcano erupts on the island', 'Volcano erupts on the island')
  const newItem = item('Volcano erupts on the island')
  assert.equal(chooseStory(newItem, known), 1)
  assert.equal(chooseStory(newItem, known.toReversed()), 1)
})

test('an item without a headline founds a story of its own', () => {
  assert.equal(chooseStory(item(''), candidates('', 'Minister resigns')), null)
})
