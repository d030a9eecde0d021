/** The recorded feeds of others, where they lie beside the checkout; none of them is part of the project. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'

const folder = new URL('../../../shared/corpora/feeds/real/', import.meta.url)

/** Null where they are not. */
export function readRealFeeds(): Uint8Array[] | null {
  if (!existsSync(folder)) return null
  const names = readdirSync(folder).sort()
  return names.map(name => Uint8Array.from(gunzipSync(readFileSync(new URL(name, folder)))))
}
