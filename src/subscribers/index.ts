export { type Address, type AddressParse, parseAddress } from './address.ts'
export {
  countConfirmed,
  countConfirmedAmong,
  countPlain,
  type DeliverySubscriber,
  plainAfter,
  readForDelivery,
} from './audience.ts'
export { type Confirmation, confirmSubscription } from './confirm-subscription.ts'
export { purgeNetworkCounts } from './confirmation-limits.ts'
export { type ConsentCheck, signConsentHead, verifyConsent } from './consent.ts'
export type { SubscriberContext } from './context.ts'
export { findSubscriber, type KnownSubscriber } from './find-subscriber.ts'
export { type ImportResult, type ImportRow, importSubscribers } from './import-subscribers.ts'
export { countWhyLeft, mailThatLeft, purgeLeavingMarks, undoLeaving } from './leaving/after-leaving.ts'
export { type LeftPage, readLeftToken, undoHours } from './leaving/left-token.ts'
export { type LeavingReason, leavingReasons } from './leaving/schema.ts'
export {
  describeConfirmLink,
  type LinkState,
  preferencesToken,
  readPreferencesToken,
  readUnsubscribeToken,
  unsubscribeToken,
} from './links.ts'
export { createMailLinks, type MailLinks } from './mail-links.ts'
export { changePreferences } from './preferences/change-preferences.ts'
export { clockText } from './preferences/clock-text.ts'
export { keepPreferences } from './preferences/keep-preferences.ts'
export {
  type ChoicesEntry,
  type ChoicesProblems,
  type Chosen,
  entryOf,
  highestDailyMost,
  type ParsedChoices,
  parseChoices,
} from './preferences/parse-choices.ts'
export {
  type ChoosingSubscriber,
  mailFreshLink,
  readChoosingSubscriber,
  voidPreferenceLinks,
} from './preferences/preference-links.ts'
export {
  longestWatchExpression,
  type Muted,
  mostWatchExpressions,
  type Preferences,
  plainPreferences,
  type QuietHours,
} from './preferences/preferences.ts'
export { longestPauseMs, type QuickChoice, withQuickChoice } from './preferences/quick-choices.ts'
export {
  type ChangedPreferences,
  newestPreferencesVersion,
  readChangedPreferences,
  readPreferences,
  readPreferencesAfter,
} from './preferences/read-preferences.ts'
export { changeMarketing, saveChoices } from './preferences/save-choices.ts'
export { requestSubscription, type SubscriptionRequest } from './request-subscription.ts'
export { type ConsentKind, subscribersMigrations } from './schema.ts'
export { suppress } from './suppression.ts'
export {
  addTopic,
  changeTopic,
  type KeptTopic,
  raiseTopic,
  retireTopic,
  type TopicInput,
  type TopicProblems,
} from './topics/keep-topics.ts'
export { listTopics, type Topic, topicName, topicsNamed } from './topics/read-topics.ts'
export { type Leaving, unsubscribe } from './unsubscribe.ts'
