/**
 * Every optional package that the lock file speaks of must have its own entry, for other platforms too:
 * `npm ci` refuses a clean clone otherwise, and `npm install` forgets those it could not fetch. Such an entry
 * needs `version`, `optional`, `os` and `cpu`.
 */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Check } from './check.ts'

interface LockFile {
  packages?: Record<string, { optionalDependencies?: Record<string, string> }>
}

export const lock: Check = {
  name: 'lock file',
  async run(root) {
    const text = await readFile(join(root, 'package-lock.json'), 'utf8').catch(() => '{}')
    const { packages = {} }: LockFile = JSON.parse(text)
    const missing = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
      Object.entries(optionalDependencies)
        .filter(([name]) => !foldersUp(path).some(folder => `${folder}node_modules/${name}` in packages))
        .map(
          ([name, version]) => `package-lock.json has no entry for ${name} ${version}, an option of ${path}`,
        ),
    )
    return { summary: `${Object.keys(packages).length} packages, all platforms`, problems: missing }
  },
}

/** Where Node looks for what `path` needs: in it, and in every package it lies in. */
function foldersUp(path: string): string[] {
  if (path === '') return ['']
  const above = path.lastIndexOf('/node_modules/')
  return [`${path}/`, ...foldersUp(above < 0 ? '' : path.slice(0, above))]
}
