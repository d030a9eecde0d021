/**
 * Which test files there are, which of them are system tests (they lie in `test/` itself), and which run on
 * both databases: those whose imports, followed through our own files, reach `test/support/store-place.ts`.
 */
import { glob, readFile } from 'node:fs/promises'
import { dirname, join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

export interface TestFiles {
  unit: string[]
  system: string[]
  onBothStores: Set<string>
}

const storePlace = join('test', 'support', 'store-place.ts')

/** Paths are relative to `root`, sorted; `words` keeps those that contain one of them. */
export async function findTestFiles(root: URL, words: readonly string[] = []): Promise<TestFiles> {
  const folder = fileURLToPath(root)
  const found = await Array.fromAsync(glob('{src,test,scripts,bench}/**/*.test.ts', { cwd: folder }))
  const paths = found.filter(path => words.length === 0 || words.some(word => path.includes(word))).sort()
  const reaches = importFollower(folder)
  const onBothStores = new Set<string>()
  for (const path of paths) if ((await reaches(path)).has(storePlace)) onBothStores.add(path)
  const isSystem = (path: string) => dirname(path) === 'test'
  return { unit: paths.filter(path => !isSystem(path)), system: paths.filter(isSystem), onBothStores }
}

/** Returns what a file imports, directly or through others, itself included. */
function importFollower(folder: string): (path: string) => Promise<Set<string>> {
  const direct = new Map<string, Promise<string[]>>()
  const importsOf = (path: string) => {
    const known = direct.get(path) ?? readImports(folder, path)
    direct.set(path, known)
    return known
  }
  return async start => {
    const reached = new Set([start])
    // A set is walked in the order of insertion, also over what is added on the way.
    for (const path of reached) for (const next of await importsOf(path)) reached.add(next)
    return reached
  }
}

async function readImports(folder: string, path: string): Promise<string[]> {
  const source = await readFile(join(folder, path), 'utf8').catch(() => '')
  const specifiers = source.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*'(\.[^']+\.ts)'/g)
  return [...specifiers].map(([, specifier = '']) =>
    relative(folder, join(folder, dirname(path), specifier.split('/').join(sep))),
  )
}
