export { type Alert, permanentPath } from './alert.ts'
export { type AlertInput, alertFieldsProblems, type DraftInput, type FieldProblems } from './alert-fields.ts'
export { alertedAmong } from './alerted-among.ts'
export { endAlert, pauseAlert, resumeAlert, stopAlert } from './change-state.ts'
export { type CorrectionWish, correctAlert, type SentCorrection } from './correct-alert.ts'
export { countAlerts } from './count-alerts.ts'
export { type AlertWish, type CreatedAlert, createAlert } from './create-alert.ts'
export { draftFollowUp, type FollowUpDraft, type FollowUpKind } from './draft-follow-up.ts'
export { draftFromStory, type StoryDraft } from './draft-from-story.ts'
export { discardDraft, editDraft, type NotADraft } from './edit-draft.ts'
export { haltAlert } from './halt-alert.ts'
export { countSentAlerts, listSentAlerts, readAmendments } from './list-sent-alerts.ts'
export { createMatcher, type Matcher } from './matcher/matcher.ts'
export { type Press, readPresses, recordPress } from './presses.ts'
export {
  type AlertPage,
  alertsOfStories,
  alertsToSend,
  listAlerts,
  readAlert,
  readThread,
} from './read-alerts.ts'
export {
  addRule,
  type By,
  changeRule,
  dropRule,
  type KeptRule,
  switchRule,
} from './rules/keep-rules.ts'
export { purgeRuleLog } from './rules/purge-rule-log.ts'
export {
  findRule,
  listRules,
  type RuleChange,
  type RuleRow,
  readRule,
  readRuleChanges,
} from './rules/read-rules.ts'
export { newRuleId, type Replayed, type ReplayedMail, replayRules, type Trial } from './rules/replay.ts'
export {
  type KnownSource,
  nameProblem,
  type ParsedRule,
  parseRule,
  plainRule,
  type Rule,
  type RuleInput,
  type RuleProblems,
  type Weekday,
  weekdays,
} from './rules/rule.ts'
export { createRules, forgetWaitingUpdates } from './rules/work.ts'
export { type Miss, type RuleVerdict, readVerdicts } from './rules/would-ring.ts'
export {
  type AlertKind,
  type AlertState,
  alertsMigrations,
  type PressAction,
  type Priority,
} from './schema.ts'
export { type SendWish, type SentAlert, sendAlert } from './send-alert.ts'
export { type AlertFacts, readFacts } from './wants/facts.ts'
export { type HowOften, howOften, howOftenWords } from './wants/how-often.ts'
export {
  type Preview,
  type PreviewRow,
  previewWatch,
  type RecentStories,
  readRecentStories,
} from './wants/preview-watch.ts'
export { becauseWords, obstacleWords, problemWords, type ReasonContext } from './wants/reason-words.ts'
export { type RecentAlerts, readRecentAlerts } from './wants/recent-alerts.ts'
export {
  type Because,
  type Obstacle,
  type Wanted,
  type Wish,
  wants,
  wishWants,
} from './wants/wants.ts'
export { createWordsCache, type WordsCache } from './wants/words-cache.ts'
export type { Row, Term, Watch } from './watch/expression.ts'
export { matchesWatch } from './watch/matches-watch.ts'
export { type ParsedWatch, parseWatch, type WatchProblem } from './watch/parse-watch.ts'
export type { Words } from './watch/words.ts'
