import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { namedOrigin } from './named-origin.ts'
import type { OriginItem } from './origin-item.ts'
import { sketchOf } from './sketch.ts'
import { StoryOrigins } from './story-origins.ts'
import { agencyLede, agencyText, invented, ownText } from './test-texts.ts'

const title = 'Fire destroys warehouses in Port Arden, hundreds flee'

function item(
  sourceName: string,
  text: string,
  headline = text === ownText ? 'Paint store burns in the night' : title,
): OriginItem {
  const read = { title: headline, text, sourceName }
  return { sketch: sketchOf(read), named: namedOrigin(read), sourceName }
}

function originsOf(...items: OriginItem[]) {
  const origins = new StoryOrigins()
  items.forEach((one, at) => {
    origins.add(at + 1, one)
  })
  const all = items.map((_, at) => origins.originOf(at + 1))
  return {
    count: origins.count,
    origins: all.map(one => one?.origin),
    names: all.map(one => one?.originName),
  }
}

/** The agency's text as an outlet prints it that does not say whose it is. */
const unsigned = agencyText.replace('PORT ARDEN, Aug 19 (Reuters) - ', '').replace(/\n\n\(Reporting.*$/, '')

test('ten outlets with one agency’s text are one origin, the agency', () => {
  const outlets = ['Arden Gazette', 'Coast Courier', 'Daily Beacon', 'Evening Mail of Arden'].map(name =>
    item(name, unsigned),
  )
  assert.deepEqual(originsOf(...outlets).origins, [1, 1, 1, 1])
  const { count, origins, names } = originsOf(item('Reuters World', agencyText), ...outlets)
  assert.equal(count, 1)
  assert.deepEqual(origins, [1, 1, 1, 1, 1])
  assert.deepEqual(names, Array(5).fill('Reuters'))
})

test('of an outlet and an agency that published one text the agency wrote it, though the outlet was first', () => {
  const { names } = originsOf(item('Business Standard', unsigned), item('Reuters', unsigned))
  assert.deepEqual(names, ['Reuters', 'Reuters'])
})

test('a lede alone, a cut and a text with a paragraph in front keep the origin', () => {
  const lede = agencyLede.replace('PORT ARDEN, Aug 19 (Reuters) - ', '')
  const front = 'Here is what is known by now of the night that the town will not forget for a long time.'
  const { count } = originsOf(
    item('Arden Gazette', unsigned),
    item('Coast Courier', `${lede.slice(0, 180)} ...`, 'Blaze in harbour town'),
    item('Daily Beacon', `${front}\n\n${unsigned}`, 'Night of terror'),
  )
  assert.equal(count, 1)
})

test('two outlets that wrote themselves are two origins, whatever they quote', () => {
  const { count, names } = originsOf(item('Arden Gazette', unsigned), item('Harbour Post', ownText))
  assert.equal(count, 2)
  assert.deepEqual(names, [null, null])
})

test('whoever reports what Reuters reported has Reuters for an origin', () => {
  const told = item('Harbour Post', 'The owner will sell the harbour to a rival, Reuters reported on Monday.')
  const { count, origins } = originsOf(item('Reuters', agencyText), told, item('Arden Gazette', ownText))
  assert.deepEqual(origins, [1, 1, 3])
  assert.equal(count, 2)
})

test('when Reuters reports what a newspaper reported, the newspaper is the origin for all who carry it', () => {
  const text =
    'The owner of the harbour will sell it to a rival from the capital, the Economic Times reported on Thursday, citing three people with knowledge of the talks that have gone on since the spring.'
  const { count, names } = originsOf(
    item('Reuters', `LONDON (Reuters) - ${text}`),
    item('Arden Gazette', text.replace(', the Economic Times reported on Thursday', '')),
    item('Economic Times', 'Owner in talks with rival over the sale of the harbour; a price has been named.'),
  )
  assert.equal(count, 1)
  assert.deepEqual(names, ['Economic Times', 'Economic Times', 'Economic Times'])
})

test('one outlet by three feeds is one origin', () => {
  const texts = [ownText, 'The mayor came back.', 'The council meets on Friday to speak about the quay.']
  const { count } = originsOf(
    ...texts.map((text, at) => item(`BBC News - ${['World', 'Top', 'UK'][at]}`, text)),
  )
  assert.equal(count, 1)
})

test('a carrier that says not whose text it brings is an origin only where there is no other', () => {
  const msn = item('MSN', 'A harbour town wakes to the smell of tar.', 'Town wakes to tar')
  const yahoo = item('Yahoo News', 'Trains end at Lower Arden today.', 'Trains end early')
  assert.deepEqual(originsOf(msn, yahoo), { count: 1, origins: [1, 1], names: [null, null] })
  assert.deepEqual(originsOf(msn, yahoo, item('Harbour Post', ownText)).origins, [null, null, 3])
  assert.deepEqual(originsOf(item('Harbour Post', ownText), item('MSN', ownText)).origins, [1, 1])
})

test('a bare headline goes with the article that has it', () => {
  const bare = item('Arden Gazette', '', `${title} - Arden Gazette`)
  assert.equal(originsOf(item('Coast Courier', unsigned), bare).count, 1)
  assert.equal(originsOf(item('Coast Courier', unsigned, 'Fire'), item('Gazette', '', 'Fire')).count, 2)
})

test('a headline of eight words that is the same word for word tells a copy below a lede of the house', () => {
  const house =
    'What is left of the eastern quay was still smouldering on Thursday, and the town is asking questions.'
  assert.equal(originsOf(item('Coast Courier', unsigned), item('Gazette', house, `${title} again`)).count, 2)
  assert.equal(originsOf(item('Coast Courier', unsigned), item('Gazette', house, title)).count, 1)
  const short = 'Fire destroys warehouses in Port Arden'
  assert.equal(originsOf(item('Courier', unsigned, short), item('Gazette', house, short)).count, 2)
})

test('a roundup of two reports joins one of them and makes them no one', () => {
  const { count } = originsOf(
    item('Arden Gazette', unsigned),
    item('Harbour Post', ownText),
    item('Coast Courier', `${unsigned}\n\n${ownText}`),
  )
  assert.equal(count, 2)
})

test('what an item changes of others comes along', () => {
  const origins = new StoryOrigins()
  origins.add(1, item('Arden Gazette', unsigned))
  const { changed, ...own } = origins.add(2, item('Reuters', agencyText))
  assert.deepEqual(own, { itemId: 2, origin: 1, originName: 'Reuters' })
  assert.deepEqual(changed, [{ itemId: 1, origin: 1, originName: 'Reuters' }])
  assert.deepEqual(origins.remove([1, 7]), [{ itemId: 2, origin: 2, originName: 'Reuters' }])
  assert.equal(origins.originOf(1), undefined)
})

test('a revision takes the place of what the item said', () => {
  const origins = new StoryOrigins([
    [1, item('Arden Gazette', ownText)],
    [2, item('Coast Courier', unsigned)],
  ])
  assert.equal(origins.count, 2)
  assert.equal(origins.add(1, item('Arden Gazette', unsigned)).origin, 1)
  assert.equal(origins.count, 1)
})

const sources = fc.constantFrom('Reuters', 'BBC News', 'Arden Gazette', 'Harbour Post', 'MSN', 'Google News')
const stories = fc
  .array(fc.tuple(sources, invented, fc.integer({ min: 0, max: 3 })), { minLength: 1, maxLength: 6 })
  // Some copy the first text, or a cut of it.
  .map(all =>
    all.map(([name, text, kind]) =>
      item(
        name,
        (kind === 0 ? text : (all[0]?.[1] ?? []).slice(0, kind === 1 ? 1 : undefined)).join('\n\n'),
        '',
      ),
    ),
  )

test('in whatever order items are added, taken away and put back, the answer is the same', () => {
  fc.assert(
    fc.property(stories, fc.infiniteStream(fc.nat()), (items, order) => {
      const inOrder = new StoryOrigins(items.map((one, at) => [at + 1, one]))
      const shuffled = new StoryOrigins()
      const ids = items.map((_, at) => at + 1)
      while (ids.length > 0) {
        const [id = 0] = ids.splice((order.next().value ?? 0) % ids.length, 1)
        shuffled.add(id, items[id - 1] as OriginItem)
      }
      const [first] = items
      shuffled.remove([1])
      if (first) shuffled.add(1, first)
      for (let id = 1; id <= items.length; id++) assert.deepEqual(shuffled.originOf(id), inOrder.originOf(id))
      assert.equal(shuffled.count, inOrder.count)
      assert.deepEqual(new StoryOrigins(shuffled.items()).count, inOrder.count)
    }),
  )
})

test('the count is of the different numbers, and never none while there are items', () => {
  fc.assert(
    fc.property(stories, items => {
      const { count, origins } = originsOf(...items)
      assert.equal(count, new Set(origins.filter(origin => origin !== null)).size)
      assert.ok(count >= 1)
    }),
  )
})

test('a text cut behind any paragraph keeps the origin, whichever comes first', () => {
  fc.assert(
    fc.property(invented, fc.nat(), (paragraphs, at) => {
      const whole = item('Arden Gazette', paragraphs.join('\n\n'), 'Whole')
      const cut = item('Harbour Post', paragraphs.slice(0, 1 + (at % paragraphs.length)).join('\n\n'), 'Cut')
      assert.equal(originsOf(whole, cut).count, 1)
      assert.equal(originsOf(cut, whole).count, 1)
    }),
  )
})

test('no string makes it throw', () => {
  const any = fc.string({ unit: 'binary' })
  fc.assert(
    fc.property(fc.array(fc.tuple(any, any, any), { minLength: 1, maxLength: 5 }), items => {
      assert.ok(originsOf(...items.map(([name, text, headline]) => item(name, text, headline))).count >= 1)
    }),
  )
})
