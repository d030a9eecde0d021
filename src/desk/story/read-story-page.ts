/** Everything that the page of a story shows, from the read sides of the stages. */
import { type Alert, alertsOfStories, type RuleVerdict, readVerdicts } from '../../alerts/index.ts'
import {
  type FullText,
  type ItemEvent,
  readFirstWays,
  readFullTexts,
  readItemEvents,
  readItems,
  type Way,
} from '../../sources/index.ts'
import type { Read } from '../../store/index.ts'
import {
  type Change,
  type KeptMoment,
  likelyStories,
  momentsKeptFrom,
  type RelatedStory,
  readMoments,
  readNewestTold,
  readOrigins,
  readStory,
  readStoryChanges,
  readStoryHeadlines,
  relatedEarlier,
  type ScoredStory,
  type StoryChange,
  type StoryMember,
  type StoryOrigin,
  type StoryRow,
  storiesWithin,
  withScores,
} from '../../stories/index.ts'
import { deskText } from '../text/en.ts'
import { type Course, courseOf } from './course.ts'
import type { CourseItem } from './course-list.ts'

export interface StoryPage {
  story: StoryRow
  /** With its score of now and its newest moment. */
  latest: ScoredStory
  /** Newest first; those of a page. */
  items: readonly StoryMember[]
  /** There are items before the last of these. */
  hasEarlier: boolean
  origins: readonly StoryOrigin[]
  moments: readonly KeptMoment[]
  course: Course
  /** Of the moments that moved it, by id. */
  courseItems: ReadonlyMap<number, CourseItem>
  /** By item: what was materially new, how its words changed, its page's text, which way it came. */
  changes: ReadonlyMap<number, readonly Change[]>
  events: ReadonlyMap<number, readonly ItemEvent[]>
  fullTexts: ReadonlyMap<number, FullText>
  ways: ReadonlyMap<number, Way>
  alerts: readonly Alert[]
  verdicts: readonly RuleVerdict[]
  related: readonly RelatedStory[]
  /** Merges, splits and moves that it had a part in, newest first, and the headlines of the other stories. */
  history: readonly StoryChange[]
  headlines: ReadonlyMap<number, Pick<StoryRow, 'headline' | 'language'>>
  likely: readonly StoryRow[]
  /** Moments, merges, splits and moves of before then were purged; null: none of this story's. */
  keptFrom: number | null
}

/** Of all items of a page together, the newest. */
const mostEvents = 500
const mostAlerts = 20
const mostRelated = 8
const mostHistory = 30
/** Stories merged into this one whose moments are read for what was new in them. */
const mostWithin = 20

export type FoundPage =
  | { kind: 'found'; page: StoryPage }
  | { kind: 'merged'; into: number }
  | { kind: 'not-found' }

/** `before`: the last item of the page before. */
export async function readStoryPage(
  read: Read,
  id: number,
  { before, now }: { before: number | undefined; now: number },
): Promise<FoundPage> {
  const found = await readStory(read, id, { before })
  if (found.kind !== 'found') return found
  const { story, items } = found
  const [within, origins, history] = await Promise.all([
    storiesWithin(read, id),
    readOrigins(read, id),
    readStoryChanges(read, id),
  ])
  const [perStory, alerts, related, likely, ofItems, headlines, keptFrom] = await Promise.all([
    Promise.all(within.slice(0, mostWithin).map(storyId => readMoments(read, storyId))),
    alertsOfStories(read, within, mostAlerts),
    relatedEarlier(read, id),
    likelyStories(read, story),
    readOfItems(read, items),
    readHeadlines(read, othersOf(history, id)),
    purgedBefore(read, story),
  ])
  const [moments = []] = perStory
  const course = courseOf(moments, { bandOf: deskText.story.band, isWhole: keptFrom === null })
  const [latest = { story, moment: undefined }] = await withScores(read, [story], now)
  const page = {
    ...{ story, latest, items, origins, moments, course, alerts, likely, headlines, keptFrom, ...ofItems },
    hasEarlier: (origins[0]?.firstItemId ?? 0) < (items.at(-1)?.id ?? 0),
    courseItems: await readCourseItems(read, course),
    changes: Map.groupBy(
      perStory.flat().flatMap(moment => moment.changes),
      change => change.itemId,
    ),
    verdicts: await readVerdictsOf(read, id),
    related: related.slice(0, mostRelated),
    history: history.toReversed().slice(0, mostHistory),
  }
  return { kind: 'found', page }
}

async function purgedBefore(read: Read, { createdAt }: StoryRow): Promise<number | null> {
  const keptFrom = await momentsKeptFrom(read)
  return keptFrom !== null && createdAt < keptFrom ? keptFrom : null
}

async function readOfItems(read: Read, items: readonly StoryMember[]) {
  const ids = items.map(({ id }) => id)
  const revised = items.filter(({ revision }) => revision > 1).map(({ id }) => id)
  const [events, fullTexts, ways] = await Promise.all([
    readItemEvents(read, { itemIds: revised, limit: mostEvents }),
    readFullTexts(read, ids),
    readFirstWays(read, ids),
  ])
  return {
    events: Map.groupBy(events, ({ itemId }) => itemId),
    fullTexts: new Map(fullTexts.map(full => [full.itemId, full])),
    ways,
  }
}

/** What first polls brought rings no bell, and nothing was said of it. */
async function readVerdictsOf(read: Read, id: number): Promise<RuleVerdict[]> {
  const told = await readNewestTold(read, { storyIds: [id], before: Number.MAX_SAFE_INTEGER, since: 0 })
  return told ? readVerdicts(read, told) : []
}

async function readCourseItems(read: Read, { movers }: Course): Promise<Map<number, CourseItem>> {
  const ids = movers.flatMap(({ moment }) => (moment.itemId === null ? [] : [moment.itemId]))
  return new Map((await readItems(read, [...new Set(ids)])).map(item => [item.id, item]))
}

function othersOf(history: readonly StoryChange[], id: number): number[] {
  const newest = history.slice(-mostHistory)
  return [...new Set(newest.map(({ from, to }) => (from === id ? to : from)))].filter(other => other !== id)
}

async function readHeadlines(read: Read, ids: readonly number[]) {
  const rows = await readStoryHeadlines(read, ids)
  return new Map(rows.map(({ id, ...row }) => [id, row]))
}
