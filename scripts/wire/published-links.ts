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

/** Articles in snapshots after the one served at `firstPollAt` but not in it. */
export async function publishedLinks(folder: string, firstPollAt: number): Promise<ReadonlySet<string>> {
  const snapshots = (await readdir(folder)).filter(name => name.endsWith('.xml.gz')).toSorted()
  const first = Math.max(
    0,
    snapshots.findLastIndex(name => timeOf(name) <= firstPollAt),
  )
  const before = new Set(await linksIn(join(folder, snapshots[first] ?? '')))
  const links = new Set<string>()
  for (const name of snapshots.slice(first + 1))
    for (const link of await linksIn(join(folder, name))) if (!before.has(link)) links.add(link)
  return links
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
