/** What a recorded feed published, read from the recording by plain patterns: the judge shares no code with the judged. */
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'

const timeOf = (name: string) =>
  Date.parse(
    name
      .replace(/\.xml\.gz$/, '')
      .replace(/T(\d\d)-(\d\d)(?:-(\d\d)Z?)?$/, (_, h, m, s) => `T${h}:${m}:${s ?? '00'}Z`),
  )

/**
 * What makes an article the same for the judge: its address without query and fragment, or the publisher's own
 * number at the end of it, because some change the words of an address along with the headline.
 */
export function articleOf(url: string): string {
  const plain = url.replace(/[?#].*$/, '')
  return /(?<=[-/])\d{6,}(?=\/?$)/.exec(plain)?.[0] ?? plain
}

/**
 * Articles in the snapshots after the one that the first poll brought, and not in it. That one is found by what
 * it holds; at the speed of a replay no clock could tell.
 */
export async function publishedAfter(
  folder: string,
  firstPoll: ReadonlySet<string>,
): Promise<ReadonlySet<string>> {
  const snapshots = (await readdir(folder)).filter(name => name.endsWith('.xml.gz')).toSorted()
  const contents = await Promise.all(snapshots.map(async name => new Set(await linksIn(join(folder, name)))))
  const first = contents.findIndex(links => links.symmetricDifference(firstPoll).size === 0)
  if (first < 0) throw new Error('What the first poll stored is no snapshot of the recording.')
  const later = contents.slice(first + 1).flatMap(links => [...links])
  return new Set(later.filter(link => !firstPoll.has(link)))
}

async function linksIn(file: string): Promise<string[]> {
  const xml = gunzipSync(await readFile(file)).toString('utf8')
  const items = xml.match(/<item[ >][\s\S]*?<\/item>/g) ?? []
  return items.flatMap(item => {
    const link = /<link>([\s\S]*?)<\/link>/.exec(item)?.[1]?.trim()
    return link
      ? [
          link
            .replace(/^<!\[CDATA\[|\]\]>$/g, '')
            .replaceAll('&amp;', '&')
            .replace(/[?#].*$/, ''),
        ]
      : []
  })
}

/** From the first to the last snapshot of any feed. */
export async function recordedHours(recording: string): Promise<number> {
  const index = JSON.parse(await readFile(join(recording, 'index.json'), 'utf8')) as Record<string, string[]>
  const times = Object.values(index).flat().map(timeOf)
  return (Math.max(...times) - Math.min(...times)) / 3_600_000
}
