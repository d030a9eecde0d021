/** The words of the page where a newsroom says what it weighs. */
import type { WeightProblem } from '../../stories/index.ts'
import { wholeNumber } from './amounts-en.ts'

const problems: Readonly<Record<WeightProblem, string>> = {
  'no words': 'Type the words of a topic, such as: earthquake, quake',
  'too long': 'A topic has at most 1,000 characters in all its ways to say it.',
  'bad points': 'A whole number from -50 to 50, and not 0.',
  'too many': 'There are 500 weights already. Drop some first.',
  'no such source': 'No watched source has this address or, as the only one, this name.',
}

export const weightsText = {
  title: 'What we weigh',
  link: 'What we weigh: topics, places and official sources',
  intro:
    'How breaking a story is, from 0 to 100, follows from who says so and how fast. Here the newsroom adds what it cares about. A change counts for what comes from now on; scores that stand stay.',
  topics: 'Topics and places',
  official: 'Official and primary sources',
  none: 'Nothing yet.',
  columns: { words: 'Words', points: 'Points', by: 'Set by', drop: 'Drop' },
  points: (points: number) => `${points > 0 ? '+' : '−'}${wholeNumber.format(Math.abs(points))}`,
  shipped: 'comes with Tocsin',
  drop: (words: string) => `Drop “${words}”`,
  dropShort: 'Drop',
  add: 'Weigh a topic',
  words: 'Words',
  wordsHint:
    'Whole words, in any language; several ways to say it are parted by commas, and the first is its name. A topic that is there already is replaced.',
  pointsLabel: 'Points',
  pointsHint:
    'From -50 to 50. In the headline in full, in the first paragraph half; what takes points away counts in the headline alone.',
  addButton: 'Weigh it',
  mark: 'Mark a source as official',
  source: 'Source',
  sourceHint:
    'Its address or name. Such a source speaks for itself: an authority, a court, the body it is about.',
  markButton: 'Mark it',
  problems,
} as const
