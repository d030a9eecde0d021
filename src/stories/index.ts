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
export { endStories, firstPlace, type NeededAmong, takeEndingTurn } from './end-stories.ts'
export { likelyStories } from './likely-stories.ts'
export { listHighest, type ScoredStory, withScores } from './list-highest.ts'
export { listStoryLanguages } from './list-languages.ts'
export { loadLineGrouper } from './load-line-grouper.ts'
export type { Change, ChangeKind, Moment, MomentKind, Reason, ReasonKind } from './moment.ts'
export {
  keepStory,
  type OrderAnswer,
  orderStory,
  type StoryOrder,
  waitForOrder,
} from './orders.ts'
export { lookBackMs, momentsKeptFrom, purgeChanges, purgeMoments } from './purge-moments.ts'
export { purgeNotes } from './purge-notes.ts'
export { purgeOrders } from './purge-orders.ts'
export { type GivenOrder, readGivenOrder } from './read-given-order.ts'
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
export { originKey, readOrigins, type StoryOrigin } from './read-origins.ts'
export {
  countItemsAfter,
  currentStory,
  listStories,
  type ReadStory,
  type RelatedStory,
  readStory,
  readStoryHeadlines,
  relatedEarlier,
  type StoryList,
  type StoryMember,
  type StoryRow,
  storiesTogether,
  storiesWithin,
} from './read-stories.ts'
export { type StoryState, storiesMigrations } from './schema.ts'
export { changeWords } from './text/changes-en.ts'
export { reasonWords } from './text/reasons-en.ts'
export { grouperInThread } from './worker/grouper-in-thread.ts'
