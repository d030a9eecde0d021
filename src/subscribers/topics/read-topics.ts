import type { Read } from '../../store/index.ts'

export interface Topic {
  id: number
  kind: 'topic' | 'place'
  slug: string
  name: string
  /** BCP 47 primary tag -> name. */
  names: Readonly<Record<string, string>>
  about: string
  retired: boolean
}

/** All of them, topics before places, in the newsroom's order. */
export async function listTopics(read: Read): Promise<Topic[]> {
  const rows = await read
    .selectFrom('topics')
    .selectAll()
    .orderBy('kind', 'desc')
    .orderBy('position')
    .orderBy('id')
    .execute()
  return rows.map(({ id, kind, slug, name, names, about, retired }) => ({
    ...{ id, kind, slug, name, about },
    names: JSON.parse(names) as Record<string, string>, // written by this folder only
    retired: retired === 1,
  }))
}

export function topicName(topic: Pick<Topic, 'name' | 'names'>, language: string): string {
  return topic.names[language.split('-', 1)[0] ?? ''] ?? topic.name
}

/** What an alert's words for its topics mean; case, accents and width make no difference. */
export function topicsNamed(topics: readonly Topic[], words: readonly string[]): Topic[] {
  const wanted = new Set(words.map(foldName))
  return topics.filter(({ name, slug }) => wanted.has(foldName(name)) || wanted.has(slug))
}

/**
 * Words that no topic is called: such a slip would keep an alert from everybody who chose topics. Where there are none,
 * nobody could.
 */
export function unknownTopics(topics: readonly Topic[], words: readonly string[]): string[] {
  return topics.length > 0 ? words.filter(word => topicsNamed(topics, [word]).length === 0) : []
}

/** Two names are the same when they fold to the same. */
export function foldName(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .trim()
}
