import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { shareProcesses } from './share-processes.ts'

const files = ['a b', 'c', 'd', 'e', 'f'].map(name => `src/${name}.test.ts`)

async function importedBy(entry: string): Promise<string[]> {
  const imports = (await readFile(entry, 'utf8')).matchAll(/^import "(.+)"$/gm)
  return [...imports].map(([, url = '']) => fileURLToPath(url))
}

test('every file is run by one entry, and neighbours together', async () => {
  await using shared = await shareProcesses(files, 2)
  const [first = '', second = '', last = ''] = shared.entries
  assert.equal(shared.entries.length, 3)
  const run = [...(await importedBy(first)), ...(await importedBy(second)), last]
  assert.deepEqual(
    run,
    files.map(file => resolve(file)),
  )
})

test('what shares with nobody runs as it is, and nothing is left behind', async () => {
  let entry = ''
  {
    await using shared = await shareProcesses(files, 5)
    entry = shared.entries[0] ?? ''
    assert.equal(existsSync(entry), true)
  }
  assert.equal(existsSync(entry), false)
  await using alone = await shareProcesses(files, 1)
  assert.deepEqual(
    alone.entries,
    files.map(file => resolve(file)),
  )
})
