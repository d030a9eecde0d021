/** The parts that are shipped, each in a line. Reads the files with what was learned. */
import { shippedModel } from '../grouping/model.ts'
import { shippedBackground } from '../words/background.ts'
import { type ItemWords, packWords, unpackWords } from '../words/item-words.ts'
import { createWordReader } from '../words/read-words.ts'
import { createSmallWords } from '../words/small-words.ts'
import type { MachineParts } from './parts.ts'
import { shippedGrouping } from './shipped-grouping.ts'
import { createBreaking, scoreStory } from './stand-ins/breaking.ts'
import { createOrigins } from './stand-ins/origins.ts'

export function shippedParts(): MachineParts {
  const background = shippedBackground()
  const learned = { model: shippedModel(), background }
  const wordsOf = createWordReader(background, createSmallWords())
  return {
    read: item => ({ words: wordsOf(item), sketch: null, named: null, facts: [] }),
    packWords: words => packWords(words as ItemWords),
    unpackWords: packed => unpackWords(packed as string),
    createGrouping: rules => shippedGrouping(learned, rules),
    createOrigins,
    whatIsNew: known => ({ changes: [], known }),
    whatIsRevised: known => ({ changes: [], known }),
    createBreaking,
    scoreStory,
    countedItems: 64,
  }
}
