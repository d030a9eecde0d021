import type { Read } from '../store/index.ts'

/** Of so many of the newest stories: a list to choose from must not read them all. */
const looked = 2_000

/** The languages that stories are in, the most frequent first. */
export async function listStoryLanguages(read: Read): Promise<string[]> {
  const rows = await read
    .selectFrom(query =>
      query
        .selectFrom('stories')
        .select('language')
        .orderBy('last_item_at', 'desc')
        .orderBy('id', 'desc')
        .limit(looked)
        .as('newest'),
    )
    .select(({ fn }) => ['language', fn.countAll<number>().as('number')])
    .where('language', 'is not', null)
    .groupBy('language')
    .orderBy('number', 'desc')
    .orderBy('language')
    .execute()
  return rows.flatMap(({ language }) => (language === null ? [] : [language]))
}
