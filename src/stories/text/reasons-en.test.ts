import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Reason } from '../moment.ts'
import { reasonWords } from './reasons-en.ts'

const said: readonly (readonly [Reason['kind'], Reason['facts'], string])[] = [
  ['origins', { origins: 3 }, 'Three independent origins'],
  ['origins', { origins: 1 }, 'One independent origin'],
  ['origins', { origins: 40 }, '40 independent origins'],
  [
    'speed',
    { origins: 3, withinMs: 240_000, usualGapMs: 2_640_000 },
    'Three independent origins within four minutes, where such a source brings one item in 44 minutes',
  ],
  [
    'speed',
    { origins: 2, withinMs: 0, usualGapMs: 3 * 3_600_000 },
    'Two independent origins at once, where such a source brings one item in three hours',
  ],
  ['novelty', { days: 30, likenessPercent: 4 }, 'No story like it in 30 days'],
  ['novelty', { days: 12, likenessPercent: 30 }, 'Little like it in 12 days'],
  ['official', { by: 'source', source: 'Survey' }, 'Survey is marked as an official source'],
  [
    'official',
    { by: 'host', source: 'Survey', host: 'usgs.gov' },
    'Survey publishes it at usgs.gov, an official address',
  ],
  ['official', { by: 'statement', source: 'Outlet' }, 'Outlet quotes a statement or an authority'],
  [
    'mark',
    { mark: 'BREAKING', source: 'Outlet', marked: 1, of: 90 },
    'Outlet marked it BREAKING, which it does with 1 of 90 items',
  ],
  [
    'mark',
    { mark: '速報', source: 'Outlet', marked: 1, of: 2, sources: 3 },
    'Outlet marked it 速報; 2 other sources did too',
  ],
  ['change', { kind: 'number', of: 'killed', before: 3, now: 12 }, 'Killed: 3 became 12'],
  ['change', { kind: 'number', of: 'killed', now: 12 }, 'Killed: 12, which nobody had said before'],
  ['change', { kind: 'number' }, 'A number changed'],
  ['toll', { of: 'killed', people: 50, source: 'Outlet' }, 'Outlet says that 50 people were killed'],
  ['toll', { of: 'missing', people: 9, source: 'Outlet' }, 'Outlet says that nine people are missing'],
  ['change', { kind: 'denial' }, 'A denial'],
  ['weight', { words: 'earthquake' }, 'It is about “earthquake”, which the newsroom weighs'],
  [
    'weight',
    { words: 'cyberattack', said: 'bankruptcy' },
    'It is about “bankruptcy”, which the newsroom weighs',
  ],
  ['age', { ageMs: 7_200_000 }, 'What counted is two hours old'],
  ['age', { ageMs: 61_000 }, 'What counted is one minute old'],
  ['routine', { form: 'markets', items: 1, of: 1, days: 0 }, 'A report of how markets moved'],
  ['routine', { form: 'sport', items: 2, of: 5, days: 0 }, 'A sport report (2 of 5 items)'],
  [
    'routine',
    { form: 'regular', items: 1, of: 1, days: 5 },
    'A headline of this form came at this hour on 5 of the last 7 days',
  ],
  ['routine', { form: 'a form of tomorrow', items: 1, of: 1 }, 'Of a kind that comes every day'],
]

for (const [kind, facts, words] of said)
  test(words, () => assert.equal(reasonWords({ kind, points: 1, facts }), words))
