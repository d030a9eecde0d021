/** The recorded feeds in a store of their own, snapshot by snapshot in order of time, as a watcher would have stored them. */
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { addSource } from '../../src/sources/add-source.ts'
import { readDocument } from '../../src/sources/reader/read-document.ts'
import { storeItems } from '../../src/sources/store-items.ts'
import type { Store } from '../../src/store/index.ts'

export interface StoredRecording {
  feeds: number
  snapshots: number
  firstAt: number
  lastAt: number
}

interface Snapshot {
  feed: string
  path: string
  at: number
}

export async function storeRecording(store: Store, recording: string): Promise<StoredRecording> {
  const snapshots = await listSnapshots(recording)
  const feeds = new Map<string, { sourceId: number; bodyHash: string | null }>()
  for (const { feed, path, at } of snapshots) {
    const url = `https://wire.example/feeds/${feed}.xml`
    const known = feeds.get(feed)
    const source = known ?? { sourceId: await add(store, { feed, url, at }), bodyHash: null }
    feeds.set(feed, source)
    const body = gunzipSync(await readFile(path))
    const reading = await readDocument({
      ...{ kind: 'feed', knownHash: source.bodyHash, body, contentType: null, url },
    })
    if (reading.kind !== 'read') continue
    source.bodyHash = reading.hash
    const publication = { sourceId: source.sourceId, firstPoll: !known, at }
    await store.write(tx => storeItems(tx, reading.items, publication))
  }
  const times = snapshots.map(({ at }) => at)
  return {
    ...{ feeds: feeds.size, snapshots: snapshots.length },
    ...{ firstAt: times[0] ?? 0, lastAt: times.at(-1) ?? 0 },
  }
}

async function add(store: Store, { feed, url, at }: { feed: string; url: string; at: number }) {
  const source = { url, name: feed, onItem: 'none', everyMs: null, at } as const
  return (await store.write(tx => addSource(tx, source))).id
}

async function listSnapshots(recording: string): Promise<Snapshot[]> {
  const folders = (await readdir(recording, { withFileTypes: true })).filter(entry => entry.isDirectory())
  const lists = await Promise.all(
    folders.map(async ({ name: feed }) =>
      (await readdir(join(recording, feed))).flatMap(file => {
        const at = Date.parse(file.replace(/T(\d\d)-(\d\d)-(\d\d)Z\.xml\.gz$/, 'T$1:$2:$3Z'))
        return Number.isNaN(at) ? [] : [{ feed, path: join(recording, feed, file), at }]
      }),
    ),
  )
  // Of two at the same second the order must not depend on the file system.
  return lists.flat().sort((one, other) => one.at - other.at || (one.feed < other.feed ? -1 : 1))
}
