import assert from 'node:assert/strict'
import { test } from 'node:test'
import { factsOf } from '../change/facts-of.ts'
import { scoreStory } from './score-story.ts'
import { item, newsroom, noon } from './test-story.ts'
import { tollOf } from './toll.ts'

const toll = (title: string, text = '', language = 'en') => tollOf(title, factsOf({ title, text, language }))

test('the first word of many dead is worth more than that of a few, from one source alone', () => {
  const points = ['3', '12', '50', 'more than 100'].map(
    people => toll(`Overloaded boat capsizes in Norvia, killing ${people}`)?.points ?? 0,
  )
  assert.ok(
    points.every((some, rank) => some > (points[rank - 1] ?? 0)),
    points.join(),
  )
})

test('one or two dead are for the words alone', () => {
  assert.equal(toll('Bus crash in Norvia kills two'), null)
})

test('the dead of the text alone are background', () => {
  assert.equal(
    toll('Norvia mourns', 'The war has killed 400 people in Norvia so far, the ministry said.'),
    null,
  )
})

test('a toll that rises, and a sum in thousands, are of what is known already', () => {
  const first = toll('Fire in Norvian club kills 41')?.points ?? 0
  assert.ok(first > (toll('Club fire death toll rises to 41')?.points ?? 0))
  assert.ok(first > (toll('War in Norvia has killed 70,000')?.points ?? 0))
})

test('a headline without an outlet’s name and with one says the same', () => {
  const plain = toll('Mine collapse in Norvia kills 13')
  assert.deepEqual(toll('Mine collapse in Norvia kills 13 - Daily Norvian'), plain)
  assert.equal(plain?.people, 13)
})

test('it is told in its language', () => {
  assert.equal(toll('Colapso de mina de oro deja 13 muertos', '', 'es')?.people, 13)
  assert.equal(toll('ノルビアの鉱山で崩落、100人以上死亡', '', 'ja')?.people, 100)
})

test('a story has its highest toll as a reason, and outlets that say the same do not add up', () => {
  const breaking = newsroom()
  const newest = ['Boat capsizes, killing 50', 'Boat capsizes in Norvia, killing 50'].map((title, index) => {
    const said = item({ sourceId: index + 1, title })
    return {
      note: breaking.note(said, factsOf({ title, text: '', language: 'en' })),
      origin: index,
      changes: [],
    }
  })
  const { reasons } = scoreStory({ at: noon, foundedAt: noon, origins: 2, newest, novelty: null })
  const tolls = reasons.filter(({ kind }) => kind === 'toll')
  assert.deepEqual(
    tolls.map(({ points, facts }) => [points, facts['people'], facts['source']]),
    [[18, 50, 'Source 1']],
  )
})
