/** Everything that a batch did, in one transaction: nothing of it is there without the rest. */
import type { Tx } from '../../store/index.ts'
import type { MadeChange, MadeMoment, StoryNow, Unwritten } from '../machine/changes.ts'
import { countSources, memoryOf } from '../machine/live-story.ts'
import type { MachineParts } from '../machine/parts.ts'
import { writeNote, writeReading } from './kept-reading.ts'
import type { Counters } from './load-stories.ts'

/** PostgreSQL takes 65,535 parameters, SQLite half as many. */
const rowsAtOnce = 500

export interface Batch {
  unwritten: Unwritten
  /** How words are written. */
  words: Pick<MachineParts, 'packWords' | 'unpackWords'>
  moments: readonly MadeMoment[]
  changes: readonly MadeChange[]
}

/** Returns where the counters stand then. */
export async function writeBatch(tx: Tx, batch: Batch, counters: Counters, at: number): Promise<Counters> {
  const { unwritten, moments, changes } = batch
  await writeStories(tx, unwritten.stories)
  await writeMembers(tx, batch, at)
  await writeRelations(tx, unwritten)
  await forgetReadings(tx, unwritten)
  await writeMoments(tx, moments, counters.nextMoment, at)
  await inParts(changes, counters.nextChange, rows =>
    tx.insertInto('story_changes').values(
      rows.map(({ id, from, to, items, ...change }) => {
        return { id, ...change, from_story: from, to_story: to, items: JSON.stringify(items) }
      }),
    ),
  )
  await writeMemory(tx, unwritten.memory)
  return {
    nextMoment: counters.nextMoment + moments.length,
    nextChange: counters.nextChange + changes.length,
  }
}

async function writeStories(tx: Tx, stories: readonly StoryNow[]): Promise<void> {
  await inParts(stories, 0, rows =>
    tx
      .insertInto('stories')
      .values(rows.map(rowOf))
      .onConflict(conflict =>
        conflict.column('id').doUpdateSet(({ ref }) => ({
          headline: ref('excluded.headline'),
          created_at: ref('excluded.created_at'),
          last_item_at: ref('excluded.last_item_at'),
          item_count: ref('excluded.item_count'),
          source_count: ref('excluded.source_count'),
          origin_count: ref('excluded.origin_count'),
          score: ref('excluded.score'),
          top_score: ref('excluded.top_score'),
          state: ref('excluded.state'),
          language: ref('excluded.language'),
          signature: ref('excluded.signature'),
          known: ref('excluded.known'),
        })),
      ),
  )
  // Afterwards: a story may go into one that is newer, and that one further.
  const went = new Map(stories.map(({ id, mergedInto }) => [id, mergedInto]))
  const end = (id: number): number => {
    const further = went.get(id) ?? null
    return further === null ? id : end(further)
  }
  for (const { id, mergedInto: first } of stories)
    if (first !== null) {
      const mergedInto = end(first)
      await tx
        .updateTable('stories')
        .set({ merged_into: mergedInto })
        // Whoever went into it before is there now, too.
        .where(story => story.or([story('id', '=', id), story('merged_into', '=', id)]))
        .execute()
    }
}

function rowOf({ id, state, story }: StoryNow & { id: number }) {
  return {
    id,
    headline: story.headline,
    created_at: story.createdAt,
    last_item_at: story.lastItemAt,
    item_count: story.members.length,
    source_count: countSources(story),
    origin_count: story.origins.count,
    score: story.score,
    top_score: story.topScore,
    state,
    split_from: story.splitFrom,
    language: story.language,
    signature: JSON.stringify(story.signature),
    known: memoryOf(story),
  }
}

async function writeMembers(tx: Tx, { unwritten, words }: Batch, at: number): Promise<void> {
  const { members } = unwritten
  await inParts(members, 0, rows =>
    tx
      .insertInto('story_items')
      .values(
        rows.map(({ storyId, member }) => ({
          item_id: member.itemId,
          story_id: storyId,
          url_key: member.urlKey,
          headline_key: '',
          added_at: member.at,
          grouped_at: at,
          origin: member.origin,
          origin_name: member.originName,
          pinned_by: member.pinnedBy,
          kept: member.kept ? 1 : 0,
        })),
      )
      .onConflict(conflict =>
        conflict.column('item_id').doUpdateSet(({ ref }) => ({
          story_id: ref('excluded.story_id'),
          origin: ref('excluded.origin'),
          origin_name: ref('excluded.origin_name'),
          pinned_by: ref('excluded.pinned_by'),
          kept: ref('excluded.kept'),
        })),
      ),
  )
  const readings = members.flatMap(({ member, reading }) => (reading ? [{ member, reading }] : []))
  await inParts(readings, 0, rows =>
    tx
      .insertInto('item_readings')
      .values(
        rows.map(({ member, reading }) => ({
          item_id: member.itemId,
          reading: writeReading(member, reading, words),
          note: writeNote(member),
          at: member.at,
        })),
      )
      .onConflict(conflict =>
        conflict
          .column('item_id')
          .doUpdateSet(({ ref }) => ({ reading: ref('excluded.reading'), note: ref('excluded.note') })),
      ),
  )
}

async function writeRelations(tx: Tx, { relations }: Unwritten): Promise<void> {
  const rows = [...relations].flatMap(([storyId, related]) =>
    related.map(earlier => ({ story_id: storyId, earlier_id: earlier.storyId, likeness: earlier.likeness })),
  )
  await inParts(rows, 0, part =>
    tx
      .insertInto('story_relations')
      .values(part.map(({ story_id, earlier_id, likeness }) => ({ story_id, earlier_id, likeness })))
      .onConflict(conflict => conflict.doNothing()),
  )
}

/** Nobody compares anything with the items of a story that sleeps; what they taught is kept for some days: see `purgeNotes`. */
async function forgetReadings(tx: Tx, { stories }: Unwritten): Promise<void> {
  const asleep = stories.filter(({ state }) => state === 'asleep').map(({ id }) => ({ story: id }))
  await inParts(asleep, 0, rows =>
    tx
      .updateTable('item_readings')
      .set({ reading: '' })
      .where('item_id', 'in', query =>
        query
          .selectFrom('story_items')
          .select('item_id')
          .where(
            'story_id',
            'in',
            rows.map(({ story }) => story),
          ),
      ),
  )
}

async function writeMoments(
  tx: Tx,
  moments: readonly MadeMoment[],
  first: number,
  at: number,
): Promise<void> {
  await inParts(moments, first, rows =>
    tx.insertInto('story_moments').values(
      rows.map(({ id, storyId, itemId, reasons, changes, ...moment }) => ({
        id,
        ...moment,
        story_id: storyId,
        item_id: itemId,
        reasons: JSON.stringify(reasons),
        changes: JSON.stringify(changes),
        made_at: at,
      })),
    ),
  )
  await inParts(moments, first, rows =>
    tx.insertInto('fresh_moments').values(rows.map(({ id }) => ({ moment_id: id }))),
  )
}

async function writeMemory(tx: Tx, memory: ReadonlyMap<string, string | null>): Promise<void> {
  const entries = [...memory].sort(([one], [other]) => (one < other ? -1 : 1))
  const known = entries.flatMap(([key, value]) => (value === null ? [] : [{ key, value }]))
  await inParts(known, 0, rows =>
    tx
      .insertInto('story_memory')
      .values(rows.map(({ key, value }) => ({ key, value })))
      .onConflict(conflict =>
        conflict.column('key').doUpdateSet(({ ref }) => ({ value: ref('excluded.value') })),
      ),
  )
  const forgotten = entries.filter(([, value]) => value === null).map(([key]) => ({ key }))
  await inParts(forgotten, 0, rows =>
    tx.deleteFrom('story_memory').where(
      'key',
      'in',
      rows.map(({ key }) => key),
    ),
  )
}

/** Each row gets the next id, where it has none of its own. */
async function inParts<Row extends object>(
  rows: readonly Row[],
  firstId: number,
  query: (rows: (Row & { id: number })[]) => { execute(): Promise<unknown> },
): Promise<void> {
  for (let start = 0; start < rows.length; start += rowsAtOnce) {
    const part = rows.slice(start, start + rowsAtOnce)
    await query(part.map((row, place) => ({ id: firstId + start + place, ...row }))).execute()
  }
}
