export { type Address, type AddressParse, parseAddress } from './address.ts'
export {
  countConfirmed,
  countConfirmedAmong,
  countPlain,
  type DeliverySubscriber,
  plainAfter,
  readForDelivery,
} from './audience.ts'
export { readConsentOf } from './consent/show-consent.ts'
export type { ShownEvent } from './consent/shown-event.ts'
export { keepConsentHeads, signConsentHead } from './consent/signed-heads.ts'
export { type ConsentCheck, verifyConsent } from './consent/verify-consent.ts'
export type { SubscriberContext } from './context.ts'
export {
  type DataLink,
  readDataLink,
  requestMyData,
  useDataLink,
} from './data/data-links.ts'
export { type Erased, eraseSubscriber } from './data/erase-subscriber.ts'
export { type MyData, readMyConsent, readMyData } from './data/read-my-data.ts'
export { attestationProblem, type ImportRow } from './import/import-row.ts'
export { type ImportResult, importSubscribers, judgeImport } from './import/import-subscribers.ts'
export { countWhyLeft, mailThatLeft, purgeLeavingMarks, undoLeaving } from './leaving/after-leaving.ts'
export { type LeftPage, readLeftToken, undoHours } from './leaving/left-token.ts'
export { type LeavingReason, leavingReasons } from './leaving/schema.ts'
export { type Leaving, unsubscribe } from './leaving/unsubscribe.ts'
export {
  type ConfirmLink,
  describeConfirmLink,
  type LinkState,
  preferencesToken,
  readPreferencesToken,
  readUnsubscribeToken,
  unsubscribeToken,
} from './links.ts'
export { type KnownSubscriber, lookUpSubscriber } from './look-up-subscriber.ts'
export { createMailLinks, type MailLinks } from './mail-links.ts'
export { changePreferences } from './preferences/change-preferences.ts'
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
  countPreferences,
  newestPreferencesVersion,
  preferenceIdsAfter,
  readChangedAt,
  readChangedPreferences,
  readPreferences,
  readPreferencesAfter,
} from './preferences/read-preferences.ts'
export { changeMarketing, saveChoices } from './preferences/save-choices.ts'
export { findSubscriber, readSubscribers, type SubscriberRow } from './read-subscribers.ts'
export { purgeLeft, purgeLinks } from './retention/purge.ts'
export { type ConsentKind, subscribersMigrations } from './schema.ts'
export { type Confirmation, confirmSubscription } from './sign-up/confirm-subscription.ts'
export { isDisposable } from './sign-up/disposable.ts'
export { createFormToken, renewFormToken } from './sign-up/form-token.ts'
export { describeNotMeLink, type NotMeLink, neverWriteAgain } from './sign-up/never-again.ts'
export { type PressureLevel, readSignUpPressure, type SignUpPressure } from './sign-up/pressure.ts'
export { purgeSignUps } from './sign-up/purge-sign-ups.ts'
export { purgeUnconfirmed } from './sign-up/purge-unconfirmed.ts'
export { requestSubscription, type SubscriptionRequest } from './sign-up/request-subscription.ts'
export { suggestAddress } from './sign-up/suggest-address.ts'
export {
  readSignUpForm,
  type SignUp,
  type SignUpAnswer,
  type SignUpGround,
  type SignUpPress,
  takeSignUp,
  takeTrustedSignUp,
} from './sign-up/take-sign-up.ts'
export { createSignUpWorker } from './sign-up/worker.ts'
export {
  importSuppressedHashes,
  importSuppressions,
  type SuppressionResult,
  suppressionKey,
} from './suppressions/import-suppressions.ts'
export { type Lifting, liftSuppression } from './suppressions/lift-suppression.ts'
export {
  countSuppressions,
  readSuppressedHashes,
  type SuppressedHash,
  type SuppressionReason,
  suppressionOf,
  suppressionReasons,
} from './suppressions/read-suppressions.ts'
export { suppress } from './suppressions/suppress.ts'
export {
  addTopic,
  changeTopic,
  type KeptTopic,
  raiseTopic,
  retireTopic,
  type TopicInput,
  type TopicProblems,
} from './topics/keep-topics.ts'
export { listTopics, type Topic, topicName, topicsNamed, unknownTopics } from './topics/read-topics.ts'
