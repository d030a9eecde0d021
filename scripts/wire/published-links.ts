/** What a recorded feed published, read from the recording by plain patterns: the judge shares no code with the judged. */
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { articleOf, entriesOf } from '../../test/support/judge-items.ts'

/**
 * Articles in the snapshots after the one that the first poll brought, and not in it. That one is found by what
 * it holds; at the speed of a replay no clock could tell.
 */
export async function publishedAfter(
  folder: string,
  firstPoll: ReadonlySet<string>,
): Promise<ReadonlySet<string>> {
  const snapshots = (await readdir(folder)).filter(name => name.endsWith('.xml.gz')).toSorted()
  const contents = await Promise.all(
    snapshots.map(async name => new Set(await articlesIn(join(folder, name)))),
  )
  const first = contents.findIndex(links => links.symmetricDifference(firstPoll).size === 0)
  if (first < 0) throw new Error('What the first poll stored is no snapshot of the recording.')
  const later = contents.slice(first + 1).flatMap(links => [...links])
  return new Set(later.filter(link => !firstPoll.has(link)))
}

async function articlesIn(file: string): Promise<string[]> {
  const xml = gunzipSync(await readFile(file)).toString('utf8')
  return entriesOf(xml).map(({ link }) => articleOf(link))
}
