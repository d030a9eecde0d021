/**
 * What must not stand in the repository: the address of a package registry, a path of the machine it was
 * written on; and in the docs, an npm script that does not exist.
 */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Check, projectFiles } from './check.ts'

const forbidden = [
  { pattern: /(?<![\w.\\/])\/work\//, why: 'a path of one machine' },
  {
    pattern: /\bhttps?:\/\/[^\s"'`<>)]*\b(registry|artifactory|nexus|verdaccio)\b/i,
    why: 'a package registry',
  },
  { pattern: /^\s*(@[\w-]+:)?registry\s*=/, why: 'a package registry' },
  {
    pattern: /^\s*"resolved": "(https?|git)/,
    why: "a package's address; .npmrc keeps them out of the lock file",
  },
]

export const words: Check = {
  name: 'words',
  async run(root) {
    const paths = (await projectFiles(root)).filter(path => !/\.(png|jpe?g|ico|woff2?|gz)$/.test(path))
    const files = await Promise.all(
      paths.map(async path => ({ path, text: await readFile(join(root, path), 'utf8') })),
    )
    const scripts = scriptsOf(files.find(({ path }) => path === 'package.json')?.text ?? '{}')
    return {
      summary: `${files.length} files name no machine, and the docs only scripts that exist`,
      problems: files.flatMap(({ path, text }) => [
        ...forbiddenWords(path, text),
        ...(path.endsWith('.md') ? missingScripts(path, text, scripts) : []),
      ]),
    }
  },
}

function scriptsOf(packageJson: string): Set<string> {
  const { scripts = {} }: { scripts?: Record<string, string> } = JSON.parse(packageJson)
  return new Set(Object.keys(scripts))
}

function forbiddenWords(path: string, text: string): string[] {
  return text
    .split('\n')
    .flatMap((line, index) =>
      forbidden
        .filter(({ pattern }) => pattern.test(line))
        .map(({ why }) => `${path}:${index + 1} names ${why}: ${line.trim().slice(0, 120)}`),
    )
}

function missingScripts(path: string, text: string, scripts: Set<string>): string[] {
  const named = [...text.matchAll(/\bnpm run ([a-z][\w:-]*)/g)].map(([, name = '']) => name)
  return [...new Set(named)]
    .filter(name => !scripts.has(name))
    .map(name => `${path} names "npm run ${name}", which package.json does not have`)
}
