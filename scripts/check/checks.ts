/** All checks, in the order in which they are printed. */
import { type Check, projectFiles, toolVerdict } from './check.ts'
import { imports } from './imports.ts'
import { lock } from './lock.ts'
import { sizes } from './sizes.ts'
import { words } from './words.ts'

const types: Check = {
  name: 'types',
  async run(root) {
    const hasBrowserCode = (await projectFiles(root)).some(path => /^src\/(.*\/)?browser\/.*\.ts$/.test(path))
    const projects = hasBrowserCode ? ['tsconfig.json', 'tsconfig.browser.json'] : ['tsconfig.json']
    const verdicts = await Promise.all(
      projects.map(project => toolVerdict(root, 'tsc', ['--noEmit', '--pretty', 'false', '-p', project])),
    )
    return { summary: `tsc, ${projects.join(' and ')}`, problems: verdicts.flat() }
  },
}

const lint: Check = {
  name: 'lint and format',
  run: async root => ({
    summary: 'biome, no warnings',
    problems: await toolVerdict(root, 'biome', ['ci', '--colors=off', '--error-on-warnings', '.']),
  }),
}

const deadCode: Check = {
  name: 'dead code',
  run: async root => ({
    summary: 'knip: files, exports, packages',
    problems: await toolVerdict(root, 'knip', ['--no-progress', '--no-config-hints']),
  }),
}

export const checks: readonly Check[] = [types, lint, deadCode, imports, sizes, words, lock]
