export { type Breaking, createBreaking, type NewsroomWeights } from './breaking.ts'
export {
  dropWeight,
  dropWeightById,
  setOfficial,
  setWeight,
  type WeightProblem,
  type WeightSet,
  type WeightToSet,
} from './change-weights.ts'
export type { ItemNote } from './item-note.ts'
export { listWeights, readNewsroomWeights, type WeightRow } from './read-weights.ts'
export { scoreNow, scoreStory } from './score-story.ts'
export { type CountedItem, countedItems, type StoryNow } from './story-now.ts'
export { usualWeights } from './usual-weights.ts'
