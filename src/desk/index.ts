/**
 * The desk: the editors' pages. They work without script; `deskScript` only moves numbers, counts characters
 * and listens to keys. Every page says what will happen to how many people before a button is pressed.
 */
import type { Route } from '../web/index.ts'
import { askAboutReader } from './alert/ask-reader.ts'
import { createAudienceCounts } from './alert/audience-counts.ts'
import { pauseSending, resumeSending, stopSending } from './alert/change-sending.ts'
import { discard } from './alert/discard.ts'
import { makeDraft, showNewDraft } from './alert/new-draft.ts'
import { saveDraft } from './alert/save-draft.ts'
import { sendDraft } from './alert/send-draft.ts'
import { askForFlash, sendFlash } from './alert/send-flash.ts'
import { sendTest } from './alert/send-test.ts'
import { showAlert } from './alert/show-alert.ts'
import { showPreview } from './alert/show-preview.ts'
import { writeFollowUp } from './alert/write-follow-up.ts'
import type { DeskGround, DeskParts } from './desk-parts.ts'
import { enterDesk } from './enter/enter-desk.ts'
import { leaveDesk } from './enter/leave-desk.ts'
import { showInvitation } from './enter/show-invitation.ts'
import { showDesk } from './front/show-desk.ts'
import { showHelp } from './front/show-help.ts'
import { showStories } from './front/show-stories.ts'
import { showLatency } from './latency/show-latency.ts'
import { alertEvents } from './live/alert-events.ts'
import { deskEvents } from './live/desk-events.ts'
import { storiesEvents } from './live/stories-events.ts'
import { storyEvents } from './live/story-events.ts'
import {
  addNewRule,
  dropThisRule,
  saveRule,
  showNewRule,
  showRule,
  tryKnownRule,
  tryNewRule,
} from './rule/rule-routes.ts'
import { showRules } from './rule/rules-page.ts'
import { askToSwitchOn, switchOff, switchOn } from './rule/switch-rule.ts'
import {
  changeSettings,
  lookAtSource,
  showSource,
  stopWatching,
  watchSourceAgain,
} from './source/change-routes.ts'
import { addNewSource, showSources } from './source/source-routes.ts'
import { draftStory } from './story/draft-story.ts'
import { getFullText } from './story/get-full-text.ts'
import { askForMerge, mergeStories } from './story/merge-stories.ts'
import { askForMove, moveItems } from './story/move-items.ts'
import { showStory } from './story/show-story.ts'
import { askForSplit, splitStory } from './story/split-story.ts'
import {
  addNewTopic,
  offerTopicAgain,
  raiseThisTopic,
  retireThisTopic,
  saveTopic,
  showTopic,
  showTopics,
} from './topics/topic-routes.ts'
import { dropOneWeight, markOfficial, showWeights, weighTopic } from './weights/weight-routes.ts'

/** The browser script's entry; bundled as `desk.js`. */
export const deskScript = new URL('./browser/desk.ts', import.meta.url)

/** In the order in which they match: `new` and `events` before `:id`. */
export function deskRoutes({ matcher, ...ground }: DeskGround): Route[] {
  const { store, clock } = ground
  const parts: DeskParts = { ...ground, audience: createAudienceCounts({ store, clock, matcher }) }
  const makers = [
    ...[showInvitation, enterDesk, leaveDesk],
    ...[showDesk, deskEvents, showHelp],
    ...[showStories, storiesEvents, showStory, storyEvents, draftStory, getFullText],
    ...[askForMerge, mergeStories, askForSplit, splitStory, askForMove, moveItems],
    ...[showNewDraft, makeDraft, showAlert, saveDraft, showPreview, alertEvents],
    ...[sendTest, sendDraft, askForFlash, sendFlash, discard, askAboutReader],
    ...[pauseSending, resumeSending, stopSending, writeFollowUp],
    ...[showSources, addNewSource, showSource, changeSettings],
    ...[lookAtSource, stopWatching, watchSourceAgain],
    ...[showLatency],
    ...[showWeights, weighTopic, markOfficial, dropOneWeight],
    ...[showTopics, addNewTopic, showTopic, saveTopic, retireThisTopic, offerTopicAgain, raiseThisTopic],
    ...[showRules, addNewRule, showNewRule, tryNewRule, showRule, saveRule, tryKnownRule],
    ...[askToSwitchOn, switchOn, switchOff, dropThisRule],
  ]
  return makers.map(make => make(parts))
}
