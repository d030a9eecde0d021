/** The newsroom's word on what readers may choose from: makes, changes, orders, retires and brings back topics and places. */
import type { Tx } from '../../store/index.ts'
import { foldName, listTopics, type Topic } from './read-topics.ts'

/** As it was typed. */
export interface TopicInput {
  /** `topic` or `place`. */
  kind: string
  name: string
  /** Empty: made of the name. It stands in addresses and is never changed. */
  slug: string
  /** BCP 47 primary tag -> name. */
  names: Readonly<Record<string, string>>
  about: string
}

/** Per field what is wrong, in a sentence. */
export type TopicProblems = Partial<Record<'kind' | 'name' | 'slug' | 'names' | 'about', string>>

export type KeptTopic =
  | { kind: 'kept'; id: number; slug: string }
  /** `malformed`: it could not be kept either if there were no other topics. */
  | { kind: 'problems'; problems: TopicProblems; malformed: boolean }
  | { kind: 'not-found' }

const longestName = 50
const longestAbout = 200
const mostTopics = 200
const slugPattern = /^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/

export async function addTopic(tx: Tx, input: TopicInput): Promise<KeptTopic> {
  const known = await holdTopics(tx)
  const fields = fieldsOf(input)
  const slug = input.slug.trim() || slugOf(fields.name)
  const problems = problemsOf(fields, known)
  if (!slugPattern.test(slug))
    problems.slug =
      slug === ''
        ? 'Give 1 to 40 characters of a-z, 0-9 and hyphens for its address: the name has none of them.'
        : `Give 1 to 40 characters of a-z, 0-9 and hyphens for its address; "${slug}" cannot be used.`
  else if (known.some(topic => topic.slug === slug))
    problems.slug = `"${slug}" is taken: give another address.`
  if (known.length >= mostTopics)
    problems.name = `There are ${mostTopics} topics and places already: more than readers can look through.`
  if (Object.keys(problems).length > 0)
    return { kind: 'problems', problems, malformed: isMalformed(fields) || !slugPattern.test(slug) }
  const { id } = await tx
    .insertInto('topics')
    .values({ ...rowOf(fields), slug, position: known.length, retired: 0 })
    .returning('id')
    .executeTakeFirstOrThrow()
  tx.wake('subscribers')
  return { kind: 'kept', id, slug }
}

/** Whatever but its address. Readers who chose it keep it under its new name. */
export async function changeTopic(tx: Tx, id: number, input: Omit<TopicInput, 'slug'>): Promise<KeptTopic> {
  const known = await holdTopics(tx)
  const before = known.find(topic => topic.id === id)
  if (!before) return { kind: 'not-found' }
  const fields = fieldsOf(input)
  const problems = problemsOf(
    fields,
    known.filter(topic => topic.id !== id),
  )
  if (Object.keys(problems).length > 0) return { kind: 'problems', problems, malformed: isMalformed(fields) }
  await tx.updateTable('topics').set(rowOf(fields)).where('id', '=', id).execute()
  tx.wake('subscribers')
  return { kind: 'kept', id, slug: before.slug }
}

/** Retired: offered no more; who chose it keeps it. False: there is no such topic. */
export async function retireTopic(
  tx: Tx,
  { id, retired }: { id: number; retired: boolean },
): Promise<boolean> {
  const row = await tx
    .updateTable('topics')
    .set({ retired: retired ? 1 : 0 })
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirst()
  tx.wake('subscribers')
  return row !== undefined
}

/** Changes places with the one before it of its kind. False: it is the first, or not there. */
export async function raiseTopic(tx: Tx, id: number): Promise<boolean> {
  const known = await holdTopics(tx)
  const raised = known.find(topic => topic.id === id)
  const peers = known.filter(topic => topic.kind === raised?.kind)
  const at = peers.findIndex(topic => topic.id === id)
  if (at < 1) return false
  const ordered = peers.map(topic => topic.id)
  ordered.splice(at - 1, 2, id, ordered[at - 1] ?? id)
  for (const [position, topicId] of ordered.entries())
    await tx.updateTable('topics').set({ position }).where('id', '=', topicId).execute()
  return true
}

/** Two editors at once would both find a name free. */
async function holdTopics(tx: Tx): Promise<Topic[]> {
  await tx
    .insertInto('meta')
    .values({ key: 'topics', value: '' })
    .onConflict(conflict => conflict.column('key').doUpdateSet({ value: '' }))
    .execute()
  return listTopics(tx)
}

type Fields = Omit<TopicInput, 'slug'>

function fieldsOf({ kind, name, names, about }: Fields): Fields {
  return {
    kind,
    name: oneLine(name),
    names: Object.fromEntries(
      Object.entries(names)
        .map(([tag, text]) => [tag.trim().toLowerCase(), oneLine(text)] as const)
        .filter(([, text]) => text !== ''),
    ),
    about: oneLine(about),
  }
}

function rowOf({ kind, name, names, about }: Fields) {
  return {
    kind: kind === 'place' ? ('place' as const) : ('topic' as const),
    name,
    names: JSON.stringify(names),
    about,
  }
}

function problemsOf({ kind, name, names, about }: Fields, others: readonly Topic[]): TopicProblems {
  const problems: TopicProblems = {}
  if (kind !== 'topic' && kind !== 'place') problems.kind = 'Choose topic or place.'
  if (name === '') problems.name = 'Give it a name.'
  else if (name.length > longestName)
    problems.name = `At most ${longestName} characters; this has ${name.length}.`
  // A comma parts the topics of an alert at the desk.
  else if (/[,;|]/.test(name))
    problems.name = 'Leave out commas, semicolons and bars: they part several topics.'
  else if (others.some(topic => foldName(topic.name) === foldName(name)))
    problems.name = 'There is one of this name already.'
  const wrong = Object.entries(names).find(
    ([tag, text]) => !/^[a-z]{2,3}$/.test(tag) || text.length > longestName,
  )
  if (wrong)
    problems.names = `Give one language a line, such as "de: Politik", with names of at most ${longestName} characters; "${wrong[0]}: ${wrong[1]}" cannot be used.`
  if (about.length > longestAbout)
    problems.about = `At most ${longestAbout} characters; this has ${about.length}.`
  return problems
}

function isMalformed(fields: Fields): boolean {
  return Object.keys(problemsOf(fields, [])).length > 0
}

function oneLine(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim()
}

/** Empty for a name without a letter of a-z: it needs one by hand. */
function slugOf(name: string): string {
  return foldName(name)
    .replaceAll('ß', 'ss')
    .replaceAll('æ', 'ae')
    .replaceAll('ø', 'o')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 40)
    .replace(/^-+|-+$/g, '')
}
