export {
  dropWeight,
  dropWeightById,
  listWeights,
  setOfficial,
  setWeight,
  type WeightProblem,
  type WeightRow,
  type WeightSet,
} from './breaking/index.ts'
export { dropGroupedItems } from './drop-grouped-items.ts'
export { createGrouper } from './grouper.ts'
export { listStories, readStory, type StoryRow } from './read-stories.ts'
export { storiesMigrations } from './schema.ts'
export { type GroupedItem, takeGroupedItems } from './take-grouped-items.ts'
