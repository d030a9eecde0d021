import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { StoryMember, StoryOrigin } from '../../stories/index.ts'
import { groupItems } from './group-items.ts'

function member(id: number, origin: number | null, sourceId = 1): StoryMember {
  return {
    ...{ id, sourceId, sourceName: `source ${sourceId}`, sourceUrl: '', onItem: 'none', firstPoll: false },
    ...{ urlKey: null, titleKey: null, url: null, title: '', text: '', author: null, language: null },
    ...{
      publishedAt: null,
      seenAt: id,
      revision: 1,
      origin,
      originName: null,
      pinnedBy: null,
      groupedAt: null,
    },
  }
}

const wire: StoryOrigin = {
  ...{ origin: 7, name: 'Nordwire', itemCount: 4, firstSeenAt: 1, firstItemId: 1, sourceId: 1, sources: [] },
}

test('copies are folded under their origin; its first item and what tells something are shown', () => {
  const items = [member(5, 8, 2), member(4, 7, 3), member(3, 7), member(2, 7, 2), member(1, 7)]
  const groups = groupItems(items, [wire], ({ id }) => id === 3)
  assert.deepEqual(
    groups.map(({ name, number, shown, folded, firstId }) => [
      ...[name, number, shown.map(({ id }) => id)],
      ...[folded.map(({ id }) => id), firstId],
    ]),
    [
      ['source 2', 1, [5], [], null],
      ['Nordwire', 4, [3, 1], [4, 2], 1],
    ],
  )
})

test('on a page without its first item an origin names none as its first', () => {
  const [group] = groupItems([member(3, 7), member(2, 7)], [wire], () => false)
  assert.deepEqual([group?.firstId, group?.shown.map(({ id }) => id)], [null, [2]])
})

test('items from before origins were told apart are grouped by their source', () => {
  const groups = groupItems([member(2, null, 2), member(1, null, 1)], [], () => false)
  assert.deepEqual(
    groups.map(({ name }) => name),
    ['source 2', 'source 1'],
  )
})

test('every item is in exactly one group, shown or folded, and no group is without a shown one', () => {
  const anyItem = fc.record({ origin: fc.option(fc.nat(4)), sourceId: fc.nat(4), tells: fc.boolean() })
  fc.assert(
    fc.property(fc.array(anyItem, { maxLength: 60 }), rows => {
      const items = rows.map(({ origin, sourceId }, n) => member(rows.length - n, origin, sourceId))
      const groups = groupItems(items, [], ({ id }) => rows[rows.length - id]?.tells === true)
      const placed = groups.flatMap(({ shown, folded }) => [...shown, ...folded].map(({ id }) => id))
      assert.deepEqual(
        placed.toSorted((one, other) => other - one),
        items.map(({ id }) => id),
      )
      assert.ok(groups.every(({ shown }) => shown.length > 0))
    }),
  )
})
