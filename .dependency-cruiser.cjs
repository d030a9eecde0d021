/**
 * Who may import whom: the table of docs/architecture.md, checked by `npm run check`.
 * Tests, scripts and benches may import anything; nothing but tests may import them.
 */

const stages = ['sources', 'stories', 'alerts', 'subscribers', 'editors', 'deliveries']

/** For each folder of src/: the other folders it may import, always through their index.ts. */
const mayImport = {
  store: [],
  net: [],
  web: [],
  text: [],
  sources: ['store', 'net'],
  stories: ['store', 'net', 'text', 'sources'],
  alerts: ['store', 'net', 'text', 'stories', 'subscribers'],
  subscribers: ['store', 'net', 'text'],
  editors: ['store', 'net'],
  deliveries: ['store', 'net', 'text', 'alerts', 'subscribers'],
  api: [...stages, 'text', 'web'],
  desk: [...stages, 'text', 'web'],
  site: [...stages, 'text', 'web'],
  cli: [...stages, 'text', 'store', 'net'],
}

/** Folders whose types alone may be imported besides. */
const mayImportTypesOf = { api: ['store'], desk: ['store'], site: ['store'] }

/** What lies in src/ itself: the ground that all stand on, and the files that put the parts together. */
const ground = {
  errors: '^$',
  clock: '^$',
  loopback: '^$',
  'fast-keyed-hash': '^$',
  throttles: '^src/errors\\.ts$',
  brand: '^src/errors\\.ts$',
  wording: '^src/errors\\.ts$',
  retention: '^src/errors\\.ts$',
  'sign-up-limits': '^src/errors\\.ts$',
  'disposable-domains': '^src/errors\\.ts$',
  config: '^src/(brand|disposable-domains|errors|loopback|retention|sign-up-limits|throttles|wording)\\.ts$',
}
const together = [
  'app',
  'first-start',
  'housekeeping',
  'migrations',
  'part',
  'route-table',
  'send-part',
  'watch-part',
  'web-part',
]

/** Tests, and what stands beside the code for tests alone. */
const tests = '(\\.test\\.ts|/test-[^/]+\\.ts)$'
const ours = '^(src|bin|test|bench|scripts)/'
const anybody = '^src/(errors|clock|loopback|fast-keyed-hash|config)\\.ts$'

function folderRule(folder) {
  const values = mayImport[folder]
  const types = mayImportTypesOf[folder] ?? []
  const rootOnly = folder === 'cli' ? [`^src/(${together.join('|')})\\.ts$`] : []
  const allowed = [`^src/${folder}/`, anybody, ...rootOnly]
  const index = folders => folders.map(name => `^src/${name}/index\\.ts$`)
  return [
    {
      name: `${folder}-imports-by-the-table`,
      comment: `src/${folder} may import ${[...values, 'errors', 'clock', 'types of config'].join(', ')}; always through index.ts`,
      severity: 'error',
      from: { path: `^src/${folder}/`, pathNot: tests },
      to: { path: ours, pathNot: [...allowed, ...index(values), ...index(types)] },
    },
    ...types.map(name => ({
      name: `${folder}-takes-only-types-of-${name}`,
      severity: 'error',
      from: { path: `^src/${folder}/`, pathNot: tests },
      to: { path: `^src/${name}/index\\.ts$`, dependencyTypesNot: ['type-only'] },
    })),
  ]
}

const folders = Object.keys(mayImport)

module.exports = {
  forbidden: [
    ...folders.flatMap(folderRule),
    ...Object.entries(ground).map(([name, allowed]) => ({
      name: `${name}-imports-by-the-table`,
      severity: 'error',
      from: { path: `^src/${name}\\.ts$` },
      to: { path: ours, pathNot: [allowed] },
    })),
    {
      name: 'folders-are-entered-by-their-index',
      severity: 'error',
      from: { path: `^src/(${together.join('|')})\\.ts$` },
      to: { path: ours, pathNot: ['^src/[^/]+\\.ts$', '^src/[^/]+/index\\.ts$'] },
    },
    {
      name: 'only-types-of-config',
      comment: 'Configuration is read once, in app.ts, cli or bin, and handed on.',
      severity: 'error',
      from: { path: '^src/[^/]+/', pathNot: ['^src/cli/', tests] },
      to: { path: '^src/config\\.ts$', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'bin-starts-and-nothing-else',
      severity: 'error',
      from: { path: '^bin/' },
      to: { path: ours, pathNot: ['^bin/', '^src/(app|config|errors)\\.ts$', '^src/cli/(index|main)\\.ts$'] },
    },
    {
      name: 'not-in-the-table',
      comment: 'A new folder or file of src/ first gets its place in the table of .dependency-cruiser.cjs.',
      severity: 'error',
      from: {
        path: '^src/',
        pathNot: [
          `^src/(${folders.join('|')})/`,
          `^src/(${[...Object.keys(ground), ...together].join('|')})\\.ts$`,
          tests,
        ],
      },
      to: {},
    },
    {
      name: 'no-tests-in-the-product',
      severity: 'error',
      from: { path: '^(src|bin)/', pathNot: tests },
      to: { path: ['^(test|scripts|bench)/', tests] },
    },
    {
      name: 'no-development-packages-in-the-product',
      severity: 'error',
      from: { path: '^(src|bin)/', pathNot: tests },
      to: {
        dependencyTypes: ['npm-dev'],
        dependencyTypesNot: ['type-only'],
        pathNot: 'node_modules/@types/',
      },
    },
    {
      name: 'no-circles',
      comment: 'Types count too: what two files need stands in a third, below both.',
      severity: 'error',
      from: { path: ours },
      to: { circular: true },
    },
    { name: 'nothing-unresolved', severity: 'error', from: { path: ours }, to: { couldNotResolve: true } },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
}
