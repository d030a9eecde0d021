/** The parts that are shipped, each in a line. Reads the files with what was learned. */
import { countedItems, createBreaking, readNewsroomWeights, scoreStory } from '../breaking/index.ts'
import { factsOf } from '../change/facts-of.ts'
import { itemNamesOf } from '../change/item-names.ts'
import { sentencesOf } from '../change/tokens.ts'
import { whatIsNew, whatIsRevised } from '../change/what-is-new.ts'
import { shippedModel } from '../grouping/model.ts'
import { namedOrigin } from '../origins/named-origin.ts'
import { sketchOf } from '../origins/sketch.ts'
import { StoryOrigins } from '../origins/story-origins.ts'
import { shippedBackground } from '../words/background.ts'
import { packWords, unpackWords } from '../words/item-words.ts'
import { createWordReader } from '../words/read-words.ts'
import { createSmallWords } from '../words/small-words.ts'
import type { MachineParts } from './parts.ts'
import { shippedGrouping } from './shipped-grouping.ts'

export function shippedParts(): MachineParts {
  const background = shippedBackground()
  const learned = { model: shippedModel(), background }
  const wordsOf = createWordReader(background, createSmallWords())
  return {
    read(item) {
      const sentences = sentencesOf(item)
      return {
        words: wordsOf(item),
        sketch: sketchOf(item),
        named: namedOrigin(item),
        facts: factsOf(item, sentences),
        names: itemNamesOf(item, sentences),
      }
    },
    packWords,
    unpackWords,
    createGrouping: rules => shippedGrouping(learned, rules),
    createOrigins: items => new StoryOrigins(items),
    whatIsNew,
    whatIsRevised,
    createBreaking,
    readWeights: readNewsroomWeights,
    scoreStory,
    countedItems,
  }
}
