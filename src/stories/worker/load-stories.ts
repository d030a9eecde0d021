/** Puts a machine together from what was written down, and wakes single stories. */
import { isBeginning, readTakenItems } from '../../sources/index.ts'
import type { Read } from '../../store/index.ts'
import type { StoryMachine } from '../machine/create-story-machine.ts'
import type { ItemReading, MachineParts, Term } from '../machine/parts.ts'
import type { KeptMember, KeptStory } from '../machine/restore.ts'
import { notesSince, rememberedSince } from '../machine/sleep.ts'
import { saysNothing } from '../machine/take-item.ts'
import type { NamedOrigin } from '../origins/named-origin.ts'
import type { StoryState } from '../schema.ts'
import type { StoryItem } from '../story-item.ts'
import { storyItemOf } from './inputs.ts'
import { parseNote, parseReading } from './kept-reading.ts'

const pageSize = 1_000
/** Their texts are read again. */
const wokenAtOnce = 200
/** Each such page sorts all that are still to come. */
const membersAtOnce = 10_000

export interface Counters {
  nextMoment: number
  nextChange: number
}

/** @param breathe Called between pages: who loads for seconds must go on saying that it lives. */
export async function loadStories(
  read: Read,
  machine: StoryMachine,
  { parts, breathe }: { parts: MachineParts; breathe(): Promise<void> },
): Promise<Counters> {
  const memory = await read.selectFrom('story_memory').select(['key', 'value']).orderBy('key').execute()
  for (const { key, value } of memory) machine.recall(key, value)
  const now = Number(memory.find(({ key }) => key === 'now')?.value ?? 0)
  await rememberEarlier(read, machine, { since: rememberedSince(now), breathe })
  for (let after: Place | undefined = first; after; await breathe()) {
    const rows: StoryColumns[] = await nextOf(stories(read), 'live', after)
    for (const row of rows) machine.restoreStory(keptStory(row))
    after = rows.at(-1)
  }
  await restoreMembers(read, machine, { parts, breathe })
  machine.settle()
  await learnAgain(read, machine, { since: notesSince(now), breathe })
  machine.startIdsAt((await largestId(read, 'stories')) + 1)
  return {
    nextMoment: (await largestId(read, 'story_moments')) + 1,
    nextChange: (await largestId(read, 'story_changes')) + 1,
  }
}

async function rememberEarlier(
  read: Read,
  machine: StoryMachine,
  { since, breathe }: { since: number; breathe(): Promise<void> },
): Promise<void> {
  for (let after: Place | undefined = { ...first, last_item_at: since }; after; await breathe()) {
    const rows: StoryColumns[] = await nextOf(stories(read), 'asleep', after)
    for (const row of rows) machine.remember(row.id, row.created_at, signatureOf(row))
    after = rows.at(-1)
  }
}

type Place = Pick<StoryColumns, 'last_item_at' | 'id'>
const first: Place = { last_item_at: 0, id: 0 }

/**
 * A page of them, in the order of the index: in that of their ids every page would begin with sorting all that there are.
 */
function nextOf(query: ReturnType<typeof stories>, state: StoryState, after: Place) {
  return query
    .where('state', '=', state)
    .where('last_item_at', '>=', after.last_item_at)
    .where(({ or, eb }) => or([eb('last_item_at', '>', after.last_item_at), eb('id', '>', after.id)]))
    .orderBy('last_item_at')
    .orderBy('id')
    .limit(pageSize)
    .execute()
}

async function restoreMembers(
  read: Read,
  machine: StoryMachine,
  { parts, breathe }: { parts: MachineParts; breathe(): Promise<void> },
): Promise<void> {
  for (let after: number | undefined = 0; after !== undefined; await breathe()) {
    const rows: MemberRow[] = await members(read)
      .innerJoin('stories', 'stories.id', 'story_items.story_id')
      .where('stories.state', '=', 'live')
      .where('story_items.item_id', '>', after)
      .orderBy('story_items.item_id')
      .limit(membersAtOnce)
      .execute()
    for (let at = 0; at < rows.length; at += pageSize) {
      machine.restoreMembers(await keptMembers(read, rows.slice(at, at + pageSize), parts))
      await breathe()
    }
    after = rows.at(-1)?.itemId
  }
}

/** Of all items of the newest days, also of stories that sleep. */
async function learnAgain(
  read: Read,
  machine: StoryMachine,
  { since, breathe }: { since: number; breathe(): Promise<void> },
): Promise<void> {
  for (let after: number | undefined = 0; after !== undefined; await breathe()) {
    const rows: { item_id: number; note: string }[] = await read
      .selectFrom('item_readings')
      .select(['item_id', 'note'])
      .where('at', '>=', since)
      .where('item_id', '>', after)
      .orderBy('item_id')
      .limit(pageSize)
      .execute()
    for (const { note: text } of rows) {
      const { note } = parseNote(text)
      if (note !== null) machine.learn(note)
    }
    after = rows.at(-1)?.item_id
  }
}

/** Of a story that sleeps. False: it has no items. @param breathe As above: to read many items again takes many seconds. */
export async function wakeStory(
  read: Read,
  machine: StoryMachine,
  { storyId, parts, breathe }: { storyId: number; parts: MachineParts; breathe(): Promise<void> },
): Promise<boolean> {
  const row = await stories(read).where('id', '=', storyId).where('state', '!=', 'merged').executeTakeFirst()
  if (!row) return false
  let isEmpty = true
  // Page by page: a database takes so many ids at once, and a source that floods fills one story.
  for (let after: number | undefined = 0; after !== undefined; await breathe()) {
    const rows: MemberRow[] = await members(read)
      .where('story_id', '=', storyId)
      .where('story_items.item_id', '>', after)
      .orderBy('story_items.item_id')
      .limit(wokenAtOnce)
      .execute()
    const kept = await keptMembers(read, rows, parts)
    if (isEmpty && kept.length > 0) machine.wake(keptStory(row))
    isEmpty &&= kept.length === 0
    machine.wakeMembers(storyId, kept)
    after = rows.at(-1)?.itemId
  }
  if (!isEmpty) machine.woken(storyId)
  return !isEmpty
}

function members(read: Read) {
  return read
    .selectFrom('story_items')
    .leftJoin('item_readings', 'item_readings.item_id', 'story_items.item_id')
    .select([
      'story_items.item_id as itemId',
      'story_items.story_id as storyId',
      'story_items.url_key as urlKey',
    ])
    .select(['story_items.added_at as at', 'story_items.pinned_by as pinnedBy', 'story_items.kept'])
    .select('story_items.origin_name as originName')
    .select(['item_readings.reading', 'item_readings.note'])
}

interface MemberRow {
  itemId: number
  storyId: number
  urlKey: string | null
  at: number
  pinnedBy: string | null
  kept: number
  originName: string | null
  reading: string | null
  note: string | null
}

/** Items of which no reading was kept, or one of another version, are read again. */
async function keptMembers(
  read: Read,
  rows: readonly MemberRow[],
  parts: MachineParts,
): Promise<KeptMember[]> {
  const readings = rows.map(row => ({ row, kept: parseReading(row.reading, parts) }))
  const missing = readings.filter(({ kept }) => kept === null).map(({ row }) => row.itemId)
  const itemOf = await readTakenItems(read, missing)
  return readings.flatMap(({ row, kept }) => {
    const place = { ...row, ...parseNote(row.note), kept: row.kept === 1 }
    if (kept) {
      const { sourceId, sourceName, title, language, reading } = kept
      return [{ ...place, sourceId, sourceName, title, language, reading }]
    }
    const item = itemOf(row.itemId)
    if (!item) return []
    const { sourceId, sourceName, title, language } = item
    const read = readAgain(storyItemOf(item), parts)
    const reading = isBeginning(item.text) ? { ...read, named: namedBefore(row) } : read
    return [{ ...place, sourceId, sourceName, title, language, reading }]
  })
}

/** A byline may have stood at the end of the text: who was named in it is known still. */
function namedBefore({ originName }: MemberRow): NamedOrigin | null {
  return originName === null ? null : { name: originName, cited: true }
}

/** One that could not be read when it came cannot be read now, and neither a start nor its story is to fail at it. */
function readAgain(item: StoryItem, { read }: MachineParts): ItemReading {
  try {
    return read(item)
  } catch {
    return read(saysNothing(item))
  }
}

function stories(read: Read) {
  return read
    .selectFrom('stories')
    .select(['id', 'headline', 'created_at', 'last_item_at', 'score', 'top_score'])
    .select(['split_from', 'language', 'signature', 'known'])
}

interface StoryColumns {
  id: number
  headline: string
  created_at: number
  last_item_at: number
  score: number
  top_score: number
  split_from: number | null
  language: string | null
  signature: string | null
  known: string | null
}

function keptStory(row: StoryColumns): KeptStory {
  return {
    id: row.id,
    createdAt: row.created_at,
    lastItemAt: row.last_item_at,
    headline: row.headline,
    score: row.score,
    topScore: row.top_score,
    splitFrom: row.split_from,
    language: row.language,
    signature: signatureOf(row),
    memory: row.known,
  }
}

/** As the worker wrote it; null: it was grouped before there were signatures. */
function signatureOf({ signature }: { signature: string | null }): readonly Term[] {
  return signature === null ? [] : (JSON.parse(signature) as Term[])
}

async function largestId(read: Read, table: 'stories' | 'story_moments' | 'story_changes'): Promise<number> {
  const row = await read
    .selectFrom(table)
    .select(({ fn }) => fn.max('id').as('id'))
    .executeTakeFirst()
  return row?.id ?? 0
}
