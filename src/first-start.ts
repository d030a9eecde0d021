/** What happens once: the sources that come with the program, and the link that lets the first editor in. */
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import type { Clock } from './clock.ts'
import type { Config } from './config.ts'
import { hasEditorEntered, invitationPath, inviteEditor } from './editors/index.ts'
import { ConfigError } from './errors.ts'
import { addSource, parseOpml } from './sources/index.ts'
import type { Store } from './store/index.ts'

const importedKey = 'first-sources'
const shippedFile = 'sources.opml'

/** Imports SOURCES into a store that never had any; a second start leaves the operator's list alone. */
export async function importFirstSources(store: Store, config: Config, at: number): Promise<void> {
  const done = await store.read
    .selectFrom('meta')
    .select('key')
    .where('key', '=', importedKey)
    .executeTakeFirst()
  if (done) return
  const feeds = await readFirstSources(config.sourcesFile)
  await store.write(async tx => {
    // Of two processes that start at once, the one whose row stands imports.
    const mine = await tx
      .insertInto('meta')
      .values({ key: importedKey, value: String(at) })
      .onConflict(conflict => conflict.column('key').doNothing())
      .returning('key')
      .executeTakeFirst()
    if (!mine) return
    for (const { url, name } of feeds) await addSource(tx, { url, name, onItem: null, everyMs: null, at })
  })
}

async function readFirstSources(
  file: string | null,
): Promise<readonly { url: string; name: string | null }[]> {
  if (file === null || (file === shippedFile && !existsSync(file))) return []
  const text = await readFile(file, 'utf8').catch((error: Error) => {
    throw new ConfigError(`SOURCES names ${file}, which cannot be read: ${error.message}.`)
  })
  const opml = await parseOpml(text)
  if (!opml.ok) throw new ConfigError(`SOURCES names ${file}, which is no OPML file: ${opml.reason}.`)
  return opml.outlines
}

/** A fresh one-time link while nobody has entered the desk yet; afterwards the desk itself. */
export async function firstEditorLink(parts: {
  store: Store
  clock: Clock
  config: Config
  random(bytes: number): Uint8Array
}): Promise<string> {
  const { store, clock, config, random } = parts
  if (await hasEditorEntered(store.read)) return `${config.publicUrl}/desk`
  const { token } = await store.write(tx =>
    inviteEditor(tx, { name: 'First editor', at: clock.now(), random }),
  )
  return `${config.publicUrl}${invitationPath(token)}`
}
