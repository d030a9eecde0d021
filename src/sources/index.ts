export { addSource, type SourceToAdd } from './add-source.ts'
export { changeSource } from './change-source.ts'
export { findSource } from './discover/find-source.ts'
export type { Finding } from './discover/finding.ts'
export { endItems } from './end-items.ts'
export { isBeginning } from './feed/beginning.ts'
export { detectLanguage } from './feed/detect-language.ts'
export { smallWordsOf } from './feed/language-words.ts'
export {
  dropFreshItems,
  dropFreshRevisions,
  type FreshRevision,
  readFreshItems,
  readFreshRevisions,
  readTakenItems,
} from './fresh-items.ts'
export { isStub } from './full-text/is-stub.ts'
export { type FullText, readFullTexts } from './full-text/read-full-texts.ts'
export { type FullTextWish, wantFullText } from './full-text/want-full-text.ts'
export type { ProblemKind } from './health/index.ts'
export {
  countProblems,
  countSources,
  healthOrder,
  listSourceNames,
  listSources,
  type SourceRow,
} from './list-sources.ts'
export { createListener } from './listen/listening.ts'
export { readOutage } from './outage/record-outage.ts'
export { type DifferencePiece, wordDifference } from './page/word-difference.ts'
export { pageOfSources } from './page-sources.ts'
export { type OpmlFeed, type ParsedOpml, parseOpml } from './parse-opml.ts'
export { createHostTurns } from './poll/host-turns.ts'
export { confirmPush, openPush } from './push/confirm-push.ts'
export { readWays, type SourceWays } from './push/read-ways.ts'
export { judgePush, keepPush, maxPushBytes } from './push/receive-push.ts'
export type { Way } from './push/schema.ts'
export { readFirstWays } from './read-first-ways.ts'
export { type ItemEvent, readItemEvents } from './read-item-events.ts'
export { type Item, type ItemRevision, readItem, readItems, readItemsAsOf } from './read-items.ts'
export { readSourcePage, type SourceLook, type SourcePage, type SourceRhythm } from './read-source-page.ts'
export { createReader, type Reader } from './reader/index.ts'
export { type ItemToReceive, receiveItem } from './receive-item.ts'
export { type Health, type ItemEventKind, type OnItem, sourcesMigrations } from './schema.ts'
export { noFeed, type ShownFeed, showFeed } from './show-feed.ts'
export { sourceBehind } from './source-behind.ts'
export { parseSourceUrl, requireSourceUrl } from './source-url.ts'
export { startSourcesOver } from './start-over.ts'
export { type LookWish, lookNow, stopSource, watchAgain } from './stop-source.ts'
export { userAgentOf } from './user-agent.ts'
export { watchSources } from './watch-sources.ts'
