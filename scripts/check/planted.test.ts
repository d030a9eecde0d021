/** Each check is shown to bite: in a small checkout of its own, content at first, with one violation planted. */
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { appendFileSync, cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { checks } from './checks.ts'

const repository = fileURLToPath(new URL('../..', import.meta.url))
const settings = [
  '.dependency-cruiser.cjs',
  '.gitignore',
  'biome.json',
  'knip.json',
  'tsconfig.json',
  'tsconfig.browser.json',
]

/** Nothing is wrong with this product, small as it is. */
const product = {
  'package.json': `${JSON.stringify({ name: 'planted', type: 'module', bin: 'bin/tocsin.ts' }, null, 2)}\n`,
  'README.md': '# Planted\n',
  'bin/tocsin.ts': "import { start } from '../src/app.ts'\n\nstart()\n",
  'src/app.ts': `import { readItems } from './sources/index.ts'
import { tellStories } from './stories/index.ts'

export function start(): string[] {
  return [...readItems(), ...tellStories()]
}
`,
  'src/config.ts': `export interface Config {
  port: number
}

export function readConfig(): Config {
  return { port: 0 }
}
`,
  'src/sources/index.ts': "export { readItems } from './read-items.ts'\n",
  'src/sources/read-items.ts': "export function readItems(): string[] {\n  return ['item']\n}\n",
  'src/stories/index.ts': `import type { Config } from '../config.ts'
import { readItems } from '../sources/index.ts'

export function tellStories(config?: Config): string[] {
  return readItems().slice(config?.port ?? 0)
}
`,
  'src/read-config.test.ts': "import { readConfig } from './config.ts'\n\nreadConfig()\n",
}

function checkout(t: TestContext, planted: Record<string, string> = {}): string {
  const root = mkdtempSync(join(tmpdir(), 'tocsin-planted-'))
  t.after(() => rmSync(root, { recursive: true }))
  for (const name of settings) cpSync(join(repository, name), join(root, name))
  symlinkSync(join(repository, 'node_modules'), join(root, 'node_modules'))
  for (const [path, text] of Object.entries({ ...product, ...planted })) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  execFileSync('git', ['init', '-q'], { cwd: root })
  // A link is no folder to .gitignore's `node_modules/`.
  appendFileSync(join(root, '.git', 'info', 'exclude'), 'node_modules\n')
  return root
}

async function problemsOf(name: string, root: string): Promise<string> {
  const check = checks.find(candidate => candidate.name === name)
  assert.ok(check, `there is a check called ${name}`)
  return (await check.run(root)).problems.join('\n')
}

test('a checkout without a violation passes every check', async t => {
  const root = checkout(t)
  for (const { name } of checks) assert.equal(await problemsOf(name, root), '', name)
})

const readItems = "export function readItems(): string[] {\n  return ['item']\n}\n"
const violations: { check: string; plant: string; files: Record<string, string>; says: RegExp }[] = [
  {
    check: 'types',
    plant: 'a wrong type',
    files: { 'src/sources/read-items.ts': 'export function readItems(): string[] {\n  return [1]\n}\n' },
    says: /read-items\.ts\(2,11\): error TS2322/,
  },
  {
    check: 'lint and format',
    plant: 'a warning',
    files: {
      'src/sources/read-items.ts': `// biome-ignore lint/suspicious/noVar: nothing here\n${readItems}`,
    },
    says: /suppressions\/unused/,
  },
  {
    check: 'lint and format',
    plant: 'a semicolon',
    files: { 'src/sources/read-items.ts': readItems.replace("['item']", "['item'];") },
    says: /read-items\.ts format/,
  },
  {
    check: 'lint and format',
    plant: 'a function of 51 lines',
    files: { 'src/sources/read-items.ts': readItems.replace("'item'", "\n'item',".repeat(51)) },
    says: /noExcessiveLinesPerFunction/,
  },
  {
    check: 'lint and format',
    plant: 'a fetch that goes past the guard',
    files: { 'src/sources/read-items.ts': "export const readItems = () => fetch('https://example.org/')\n" },
    says: /noRestrictedGlobals[\s\S]*safeFetch of src\/net/,
  },
  ...['node:https', 'node:net', 'node:tls', 'node:dns/promises'].map(name => ({
    check: 'lint and format',
    plant: `a connection made past the guard with ${name}`,
    files: {
      'src/sources/read-items.ts': `import * as outside from '${name}'\n\nexport const readItems = () => Object.keys(outside)\n`,
    },
    says: /noRestrictedImports[\s\S]*safeFetch of src\/net/,
  })),
  {
    check: 'dead code',
    plant: 'a file that nobody imports',
    files: { 'src/sources/forgotten.ts': readItems },
    says: /forgotten\.ts/,
  },
  {
    check: 'dead code',
    plant: 'an export that nobody imports',
    files: { 'src/sources/read-items.ts': `${readItems}\nexport const nobody = 1\n` },
    says: /nobody/,
  },
  {
    check: 'imports',
    plant: 'a stage that imports a later one',
    files: {
      'src/sources/read-items.ts': `import { tellStories } from '../stories/index.ts'\n\nexport const readItems = () => tellStories()\n`,
    },
    says: /read-items\.ts → src\/stories\/index\.ts: sources-imports-by-the-table/,
  },
  {
    check: 'imports',
    plant: 'a way around an index.ts',
    files: {
      'src/stories/index.ts': "export { readItems as tellStories } from '../sources/read-items.ts'\n",
    },
    says: /stories\/index\.ts → src\/sources\/read-items\.ts: stories-imports-by-the-table/,
  },
  {
    check: 'imports',
    plant: 'a value taken from the configuration',
    files: { 'src/stories/index.ts': "export { readConfig as tellStories } from '../config.ts'\n" },
    says: /stories\/index\.ts → src\/config\.ts: only-types-of-config/,
  },
  {
    check: 'imports',
    plant: 'a circle',
    files: {
      'src/sources/one.ts': "import { two } from './two.ts'\n\nexport const one = () => two()\n",
      'src/sources/two.ts': "import { one } from './one.ts'\n\nexport const two = (): unknown => one()\n",
    },
    says: /no-circles/,
  },
  {
    check: 'imports',
    plant: 'a circle of types',
    files: {
      'src/sources/one.ts': "import type { Two } from './two.ts'\n\nexport type One = Two[]\n",
      'src/sources/two.ts': "import type { One } from './one.ts'\n\nexport type Two = One | null\n",
    },
    says: /no-circles/,
  },
  {
    check: 'imports',
    plant: 'a folder without a place in the table',
    files: { 'src/utils/index.ts': "export { readItems } from '../sources/index.ts'\n" },
    says: /not-in-the-table/,
  },
  {
    check: 'imports',
    plant: 'a test that the product imports',
    files: {
      'test/support/stand-in.ts': 'export const standIn = 1\n',
      'src/stories/index.ts': "export { standIn as tellStories } from '../../test/support/stand-in.ts'\n",
    },
    says: /no-tests-in-the-product/,
  },
  {
    check: 'sizes',
    plant: 'a file of 501 lines',
    files: { 'src/sources/read-items.ts': `${readItems}${'//\n'.repeat(498)}` },
    says: /read-items\.ts has 501 lines/,
  },
  {
    check: 'sizes',
    plant: 'most files long',
    files: Object.fromEntries([1, 2, 3, 4, 5, 6].map(n => [`src/sources/long-${n}.ts`, '//\n'.repeat(90)])),
    says: /half of src's files must be under 90 lines; 5 of 11 are:\n {2}src\/sources\/long-1\.ts 90/,
  },
  {
    check: 'words',
    plant: 'a path of one machine',
    files: { 'README.md': `See ${['', 'work', 'notes'].join('/')}.\n` },
    says: /README\.md:1 names a path of one machine/,
  },
  {
    check: 'words',
    plant: 'a registry in the lock file',
    files: { 'package-lock.json': `${JSON.stringify({ resolved: 'https://example.org/a.tgz' }, null, 2)}\n` },
    says: /package-lock\.json:2 names a package's address/,
  },
  {
    check: 'words',
    plant: 'a script that does not exist',
    files: { 'docs/use.md': 'Then `npm run fly`.\n' },
    says: /docs\/use\.md names "npm run fly"/,
  },
  {
    check: 'lock file',
    plant: 'a platform that it forgot',
    files: {
      'package-lock.json': JSON.stringify({
        packages: {
          'node_modules/linter': {
            optionalDependencies: { 'linter-linux': '1.0.0', 'linter-macos': '1.0.0' },
          },
          'node_modules/linter-linux': { version: '1.0.0' },
        },
      }),
    },
    says: /^package-lock\.json has no entry for linter-macos 1\.0\.0, an option of node_modules\/linter$/,
  },
]

for (const { check, plant, files, says } of violations) {
  test(`"${check}" bites at ${plant}`, async t => {
    assert.match(await problemsOf(check, checkout(t, files)), says)
  })
}

test('"imports" fails when dependency-cruiser reads nothing', async t => {
  const root = checkout(t, {
    '.dependency-cruiser.cjs':
      "module.exports = { forbidden: [], options: { exclude: { path: '^src/' } } }\n",
  })
  assert.match(await problemsOf('imports', root), /src\/app\.ts was not read by dependency-cruiser/)
})
