/** What a newsroom weighs, set and dropped. A change counts for items that come from then on. */
import type { Read, Tx } from '../../store/index.ts'
import { mostWeight } from './points.ts'
import { foldedPhrase, waysToSay } from './weigh-words.ts'

export type WeightProblem = 'no words' | 'too long' | 'bad points' | 'too many' | 'no such source'
export type WeightSet = { kind: 'set'; words: string } | { kind: 'problem'; problem: WeightProblem }

const longestWords = 1_000
const mostTopics = 500

export interface WeightToSet {
  /** One topic: its words, or several ways to say it, parted by commas. */
  words: string
  /** Whole, from -50 to 50, not 0. */
  points: number
  by: string
  at: number
}

/** A topic with the same first words is replaced. */
export async function setWeight(tx: Tx, { words, points, by, at }: WeightToSet): Promise<WeightSet> {
  const ways = waysToSay(words)
  const [first] = ways
  if (first === undefined) return { kind: 'problem', problem: 'no words' }
  if (words.length > longestWords) return { kind: 'problem', problem: 'too long' }
  if (!Number.isInteger(points) || points === 0 || Math.abs(points) > mostWeight)
    return { kind: 'problem', problem: 'bad points' }
  if (!(await hasRoomFor(tx, foldedPhrase(first)))) return { kind: 'problem', problem: 'too many' }
  const row = { kind: 'words', key: foldedPhrase(first), words: ways.join(', '), points, by, at } as const
  await put(tx, row)
  return { kind: 'set', words: row.words }
}

/** Marks a source as official or primary: what it says is said by who it is about. */
export async function setOfficial(
  tx: Tx,
  { source, by, at }: { source: string; by: string; at: number },
): Promise<WeightSet> {
  const known = await findSource(tx, source)
  if (!known) return { kind: 'problem', problem: 'no such source' }
  await put(tx, { kind: 'official', key: String(known.id), words: known.url, points: 0, by, at })
  return { kind: 'set', words: known.url }
}

/** By a topic's first words, or a source's address or name. False: there is no such weight. */
export async function dropWeight(tx: Tx, words: string): Promise<boolean> {
  const topic = await drop(tx, 'words', foldedPhrase(waysToSay(words)[0] ?? ''))
  if (topic) return true
  const source = await findSource(tx, words)
  return source !== null && (await drop(tx, 'official', String(source.id)))
}

/** By its number, as a page shows it. */
export async function dropWeightById(tx: Tx, id: number): Promise<boolean> {
  const { numDeletedRows } = await tx.deleteFrom('story_weights').where('id', '=', id).executeTakeFirst()
  return numDeletedRows > 0n
}

async function put(
  tx: Tx,
  row: { kind: 'words' | 'official'; key: string; words: string; points: number; by: string; at: number },
) {
  const { words, points, by, at } = row
  await tx
    .insertInto('story_weights')
    .values(row)
    .onConflict(conflict => conflict.columns(['kind', 'key']).doUpdateSet({ words, points, by, at }))
    .execute()
}

async function drop(tx: Tx, kind: 'words' | 'official', key: string): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom('story_weights')
    .where('kind', '=', kind)
    .where('key', '=', key)
    .executeTakeFirst()
  return numDeletedRows > 0n
}

async function hasRoomFor(tx: Tx, key: string): Promise<boolean> {
  const others = await tx
    .selectFrom('story_weights')
    .select(query => query.fn.countAll<number>().as('count'))
    .where('key', '!=', key)
    .executeTakeFirstOrThrow()
  return others.count < mostTopics
}

/** By its address, or by a name that only one has. */
async function findSource(read: Read, text: string): Promise<{ id: number; url: string } | null> {
  const asked = text.trim()
  const found = await read
    .selectFrom('sources')
    .select(['id', 'url'])
    .where(source =>
      source.or([source('url', '=', asked), source('found_from', '=', asked), source('name', '=', asked)]),
    )
    .limit(2)
    .execute()
  const byUrl = found.find(({ url }) => url === asked)
  const [first, second] = found
  return byUrl ?? (first && !second ? first : null)
}
