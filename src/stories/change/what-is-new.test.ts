/** What makes a change of a story, and what is only the same said again. */
import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { changeWords } from '../text/changes-en.ts'
import { factsOf } from './facts-of.ts'
import { itemNamesOf } from './item-names.ts'
import { type KnownFacts, whatIsNew, whatIsRevised } from './what-is-new.ts'

/** The changes, in words, that each headline brings to the story that the first one founds. */
function told(...headlines: readonly string[]): string[][] {
  let known: KnownFacts | null = null
  return headlines.map((title, index) => {
    const item = {
      itemId: index + 1,
      sourceName: 'Daily Norvian',
      facts: factsOf({ title, text: '', language: 'en' }),
    }
    const next = whatIsNew(known, item)
    // What is known is kept as JSON.
    known = JSON.parse(JSON.stringify(next.known))
    return next.changes.map(changeWords)
  })
}

/** The changes that the last headline brings. */
function lastOf(...headlines: readonly string[]): string[] {
  return told(...headlines).at(-1) ?? []
}

test('the founding item brings facts but no changes', () => {
  assert.deepEqual(told('Blast in Norvia kills 12', 'Blast in Norvia kills 12'), [[], []])
})

test('a toll that rises beyond the noise between outlets is new, by one or two it is not', () => {
  const rises = [
    ['3', '12', true],
    ['12', '13', false],
    ['12', '14', false],
    ['1', '2', false],
    ['1', '3', true],
    ['3', '5', false],
    ['5', '8', true],
    ['10', '12', false],
    ['12', '19', true],
    ['43', '54', false],
    ['43', '60', true],
    ['100', '110', false],
    ['100', '130', true],
    ['1,200', '1,300', false],
    ['1,200', '2,000', true],
    ['12', '3', false],
    ['dozens', '31', false],
    ['dozens', '120', true],
    ['at least a dozen', '31', true],
  ] as const
  for (const [before, now, isNew] of rises) {
    const changes = lastOf(`Blast kills ${before} people`, `Blast kills ${now} people`)
    assert.equal(changes.length, isNew ? 1 : 0, `${before} to ${now}: ${changes.join()}`)
  }
  assert.deepEqual(lastOf('Three dead in blast', 'Blast death toll rises to 12'), [
    'The number of people killed rose from 3 to 12.',
  ])
})

test('a toll that creeps up by small steps is new once they add up, and once only', () => {
  const changes = told(...[12, 13, 14, 15, 16, 17, 18, 17].map(toll => `Blast kills ${toll}`))
  assert.deepEqual(
    changes.map(({ length }) => length),
    [0, 0, 0, 0, 0, 1, 0, 0],
  )
})

test('a number takes the place of "dozens", and what it rises to is new', () => {
  assert.deepEqual(lastOf('Blast kills dozens', 'Blast kills 31', 'Blast kills 60'), [
    'The number of people killed rose from 31 to 60.',
  ])
})

test('a first toll is new, the number of the injured only while nobody counted the dead', () => {
  assert.deepEqual(lastOf('Blast in Norvia market', 'Norvia blast kills 4'), [
    'The number of people killed is now given: 4.',
  ])
  assert.deepEqual(lastOf('Blast in Norvia market', 'Norvia blast injures 4').length, 1)
  assert.deepEqual(lastOf('Norvia blast kills 4', 'Norvia blast injures 4'), [])
})

test('a first count is no change where an earlier item could not be read', () => {
  const first = whatIsNew(null, {
    itemId: 1,
    facts: factsOf({ title: 'Dodici morti a Norvia', text: '', language: 'it' }),
  })
  const read = (title: string) => factsOf({ title, text: '', language: 'en' })
  const second = whatIsNew(first.known, { itemId: 2, facts: read('Norvia blast kills 12') })
  assert.deepEqual(second.changes, [])
  assert.equal(whatIsNew(second.known, { itemId: 3, facts: read('Norvia blast kills 30') }).changes.length, 1)
})

test('a toll falls only where a source says itself that it was too high, and laggards bring no rise', () => {
  assert.deepEqual(
    told('Blast kills 40', 'Blast kills 12', 'Blast death toll lowered to 12', 'Blast kills 40').slice(1),
    [[], ['The number of people killed fell from 40 to 12.'], []],
  )
})

test('the same deed of the same somebody is said once, whichever outlet says it how', () => {
  assert.deepEqual(
    told(
      'Norvian drones hit Sudland port',
      'Norvia denies strike on Sudland port',
      "Norvia's foreign ministry denies attack",
      'Norvian army denies it hit port',
    ),
    [[], ['Norvia denied it.'], [], []],
  )
})

test('somebody else who denies it is new', () => {
  assert.deepEqual(
    lastOf('Drones hit port', 'Norvia denies strike on port', 'Sudland denies strike on port'),
    ['Sudland denied it.'],
  )
})

test('a denial that something happened is a change only where the story has it', () => {
  const denied = 'Lena Varga did not resign, office says'
  assert.deepEqual(lastOf('Lena Varga resigns', denied), ['It is denied that Lena Varga resigned.'])
  assert.deepEqual(lastOf('Storm in Norvia parliament', denied), [])
})

test('an arrest, a charge, a verdict and a sentence are steps', () => {
  assert.deepEqual(
    told(
      'Fire destroys Norvia archive',
      'Ivo Marek arrested over archive fire',
      'Police arrest Ivo Marek',
      'Ivo Marek charged with arson',
      'Ivo Marek found guilty of arson',
      'Ivo Marek sentenced to nine years',
    ).map(changes => changes.join()),
    [
      '',
      'Ivo Marek was arrested.',
      '',
      'Ivo Marek was charged.',
      'Ivo Marek was found guilty.',
      'Ivo Marek was sentenced.',
    ],
  )
})

test('who is told by another name, or at an earlier step, brings nothing new', () => {
  assert.deepEqual(
    lastOf(
      'Fire destroys archive',
      'Ivo Marek sentenced to nine years',
      'Archive arsonist sentenced to nine years',
    ),
    [],
  )
  assert.deepEqual(lastOf('Ivo Marek charged with arson', 'Ivo Marek arrested over archive fire'), [])
})

test('what a headline already went by is not new in another wording', () => {
  assert.deepEqual(
    lastOf('Goldman to buy Norvia Bank in $400 million deal', 'Goldman strikes deal to buy Norvia Bank'),
    [],
  )
  assert.deepEqual(lastOf('Norvia minister exits after scandal', 'Norvia minister resigns'), [])
  assert.deepEqual(lastOf('Norvia talks go on as deal hopes fade', 'Norvia, Sudland reach deal'), [
    'Norvia, Sudland reached an agreement.',
  ])
})

test('a confirmation is news to what stood on hearsay only', () => {
  assert.deepEqual(lastOf('Plane crashes, media reports say', 'Airline confirms plane crashed'), [
    'Airline confirmed it.',
  ])
  assert.deepEqual(lastOf('Plane crashes in Norvia', 'Airline confirms plane crashed'), [])
})

test('corrections and withdrawals are always changes, once each, with whose text it is', () => {
  assert.deepEqual(
    told('Ferry sinks', 'CORRECTED-Ferry sinks', 'CORRECTED-Ferry sinks', 'WITHDRAWN: Ferry sinks').map(all =>
      all.join(),
    ),
    ['', 'Daily Norvian corrected its text.', '', 'Daily Norvian withdrew its text.'],
  )
})

function revised(before: string, now: string): string[] {
  const facts = factsOf({ title: before, text: '', language: 'en' })
  const { known } = whatIsNew(null, { itemId: 1, facts })
  const item = {
    itemId: 1,
    sourceName: 'Daily Norvian',
    facts: factsOf({ title: now, text: '', language: 'en' }),
  }
  return whatIsRevised(known, { ...item, before: facts }).changes.map(changeWords)
}

test('a headline of the same item that rises, falls or takes back is a change', () => {
  assert.deepEqual(revised('Three dead in blast', '12 dead in blast'), [
    'The number of people killed rose from 3 to 12.',
  ])
  assert.deepEqual(revised('Blast kills 12', 'Blast kills 3'), [
    'The number of people killed fell from 12 to 3.',
  ])
  assert.deepEqual(revised('Blast kills 12', 'Blast damages market, no deaths'), [
    'The number of people killed fell from 12 to 0.',
  ])
  assert.deepEqual(revised('Lena Varga resigns', 'Lena Varga did not resign, office says'), [
    'Daily Norvian no longer says that Lena Varga resigned.',
  ])
  assert.deepEqual(revised('Blast kills 12 in market', 'Market blast: 12 people killed'), [])
})

test('an item that lowers its number changes nothing while others stand by theirs', () => {
  const read = (title: string) => factsOf({ title, text: '', language: 'en' })
  const first = whatIsNew(null, { itemId: 1, facts: read('Blast kills 12') })
  const other = whatIsNew(first.known, { itemId: 2, facts: read('Market blast kills 14') })
  const late = { itemId: 2, facts: read('Market blast kills 3'), before: read('Market blast kills 14') }
  assert.deepEqual(whatIsRevised(other.known, late).changes, [])
})

/** The changes that the last of these items brings. */
function toldLast(...items: readonly { title: string; text?: string; language?: string }[]): string[] {
  let known: KnownFacts | null = null
  let last: string[] = []
  for (const [index, { title, text = '', language = 'en' }] of items.entries()) {
    const said = { title, text, language }
    const item = {
      itemId: index + 1,
      sourceName: 'Daily Norvian',
      facts: factsOf(said),
      names: itemNamesOf(said),
    }
    const next = whatIsNew(known, item)
    known = JSON.parse(JSON.stringify(next.known))
    last = next.changes.map(changeWords)
  }
  return last
}

test('an item that names nobody of its story tells of another event, and changes nothing', () => {
  const bus = { title: 'Drone attack on Vesk bus kills four, Norvian governor says' }
  const collision = { title: 'Bus-truck collision in Sunda, Arlia kills at least 21' }
  assert.deepEqual(toldLast(bus, collision), [])
  // Nor does it hide what comes after it.
  const rise = { title: 'Toll in Vesk bus attack rises to 12' }
  assert.deepEqual(toldLast(bus, collision, rise), ['The number of people killed rose from 4 to 12.'])
})

test('an item that shares one name, or whose headline names nobody, is of its story', () => {
  const first = { title: 'Blast in Norvian port kills 3', text: 'A blast hit Vesk on Monday.' }
  const rose = ['The number of people killed rose from 3 to 12.']
  for (const next of [
    { title: 'Explosion in Norvia kills 12' },
    { title: 'Explosion death toll rises to 12' },
    { title: 'Blast At Harbour Hall Kills 12' },
  ])
    assert.deepEqual(toldLast(first, next), rose, next.title)
})

test('a source may correct its text whatever it names', () => {
  const first = { title: 'Blast in Norvian port kills 3' }
  const text = '(This story has been corrected to say Monday, not Sunday, in paragraph 2)'
  assert.equal(toldLast(first, { title: 'What Arlia asks of Sunda', text }).length, 1)
})

test('a source that goes back and forth between two numbers tells the fall once', () => {
  const read = (title: string) => factsOf({ title, text: '', language: 'en' })
  const titles = ['Blast kills 12', 'Blast kills 3', 'Blast kills 12', 'Blast now kills 3']
  let before = read(titles[0] ?? '')
  let { known } = whatIsNew(null, { itemId: 1, facts: before })
  const told = titles.slice(1).map(title => {
    const next = whatIsRevised(known, { itemId: 1, facts: read(title), before })
    known = next.known
    before = read(title)
    return next.changes.map(({ facts }) => facts['now'])
  })
  assert.deepEqual(told, [[3], [], []])
})

const headline = fc
  .array(
    fc.constantFrom(
      'Norvia',
      'kills',
      '12',
      '40',
      'dozens',
      'dead',
      'denies',
      'strike',
      'resigns',
      'CORRECTED-',
      'deal',
      'Ivo',
      'arrested',
      'no',
      'deaths',
    ),
    { maxLength: 8 },
  )
  .map(parts => parts.join(' '))

test('what is known stays bounded, follows from the items alone, and a story never tells one thing twice in a row', () => {
  fc.assert(
    fc.property(fc.array(headline, { minLength: 1, maxLength: 40 }), headlines => {
      const run = () => {
        let known: KnownFacts | null = null
        const changes: string[] = []
        for (const [index, title] of headlines.entries()) {
          const item = { itemId: index, facts: factsOf({ title, text: '', language: 'en' }) }
          const next = whatIsNew(known, item)
          changes.push(...next.changes.map(change => JSON.stringify(change)))
          assert.deepEqual(whatIsNew(next.known, item).changes, [])
          known = next.known
        }
        return JSON.stringify([known, changes])
      }
      const first = run()
      assert.equal(run(), first)
      assert.ok(first.length < 100_000)
    }),
  )
})
