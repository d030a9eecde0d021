/**
 * Test files that share a process: most of a short file's time goes into starting Node and loading what it imports.
 * Modules hold no state, so one file cannot tell that another ran before it; what a file left open still fails.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

export interface SharedProcesses extends AsyncDisposable {
  /** To be run instead of the files: each imports some of them, neighbours together, or is the only one itself. */
  entries: string[]
}

/** @param together How many files a process has at most. */
export async function shareProcesses(files: readonly string[], together: number): Promise<SharedProcesses> {
  const folder = await mkdtemp(join(tmpdir(), 'tocsin-test-files-'))
  const entries: string[] = []
  for (let first = 0; first < files.length; first += together) {
    const some = files.slice(first, first + together)
    const entry = some.length > 1 ? join(folder, `from-${first + 1}.mjs`) : resolve(...some)
    if (some.length > 1) await writeFile(entry, some.map(importOf).join(''))
    entries.push(entry)
  }
  return { entries, [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }) }
}

const importOf = (file: string) => `import ${JSON.stringify(pathToFileURL(resolve(file)).href)}\n`
