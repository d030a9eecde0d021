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
export type { Change, ChangeKind, Moment, MomentKind, Reason, ReasonKind } from './moment.ts'
export {
  keepStory,
  type OrderAnswer,
  orderStory,
  readOrder,
  type StoryOrder,
  waitForOrder,
} from './orders.ts'
export {
  dropFreshMoments,
  type KeptMoment,
  readMoments,
  readMomentsBetween,
  readNewestTold,
  readStoryChanges,
  type StoryChange,
  type StoryMoment,
  takeFreshMoments,
} from './read-moments.ts'
export {
  currentStory,
  listStories,
  type ReadStory,
  type RelatedStory,
  readStory,
  relatedEarlier,
  type StoryList,
  type StoryMember,
  type StoryRow,
  storiesWithin,
} from './read-stories.ts'
export { type StoryState, storiesMigrations } from './schema.ts'
export { type GroupedItem, takeGroupedItems } from './take-grouped-items.ts'
export { grouperInThread } from './worker/grouper-in-thread.ts'
