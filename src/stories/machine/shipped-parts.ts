/** The parts that are shipped, each in a line. Reads the files with what was learned. */
import type { Fact } from '../change/fact.ts'
import { factsOf } from '../change/facts-of.ts'
import { type ItemFacts, type KnownFacts, whatIsNew, whatIsRevised } from '../change/what-is-new.ts'
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
    read: item => ({ words: wordsOf(item), sketch: null, named: null, facts: factsOf(item) }),
    packWords: words => packWords(words as ItemWords),
    unpackWords: packed => unpackWords(packed as string),
    createGrouping: rules => shippedGrouping(learned, rules),
    createOrigins,
    // What the machine keeps for a part is what the part gave it.
    whatIsNew: (known, item) => whatIsNew(known as KnownFacts | null, item as ItemFacts),
    whatIsRevised: (known, item) =>
      whatIsRevised(known as KnownFacts, item as ItemFacts & { before: readonly Fact[] }),
    createBreaking,
    scoreStory,
    countedItems: 64,
  }
}
