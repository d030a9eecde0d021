/**
 * `npm test`: every test, first on SQLite, then on PostgreSQL; unit tests before system tests.
 * `npm test -- src/net` runs the files whose path contains one of the words given.
 * `npm run prove` (`--full`) runs the long forms of the proofs.
 */
import { parseArgs } from 'node:util'
import { findTestFiles } from './test/find-test-files.ts'
import { migratedPostgres, migratedSqlite } from './test/migrated-stores.ts'
import { type PassResult, runPass } from './test/run-pass.ts'

const { values, positionals } = parseArgs({
  options: { full: { type: 'boolean', default: false } },
  allowPositionals: true,
})
if (values.full) process.env['TOCSIN_PROVE'] = 'full'

const files = await findTestFiles(new URL('..', import.meta.url), positionals)
const all = [...files.unit, ...files.system]
if (all.length === 0) {
  console.error(
    `There is no test file${positionals.length ? ` whose path contains ${positionals.join(' or ')}` : ''}.`,
  )
  process.exit(1)
}
/** Unit tests start nothing of their own that another file could be in the way of. */
const together = 8
const needStore = (paths: string[]) => paths.filter(path => files.onBothStores.has(path))

const results: PassResult[] = []
const sqlite = await migratedSqlite()
const { environment } = sqlite
results.push(
  await runPass('unit tests, on SQLite where there is a store', files.unit, { environment, together }),
  await runPass('system tests on SQLite', files.system, { environment, together: 1 }),
)
await sqlite.remove()
if (needStore(all).length > 0) {
  const postgres = await migratedPostgres()
  const { environment } = postgres
  const [unit, system] = [needStore(files.unit), needStore(files.system)]
  results.push(
    await runPass('unit tests with a store, on PostgreSQL', unit, { environment, together }),
    await runPass('system tests on PostgreSQL', system, { environment, together: 1 }),
  )
  await postgres.remove()
}

const failures = results.flatMap(result => result.failures)
if (failures.length > 0) console.log(`\nFailed:\n${failures.map(line => `  ${line}`).join('\n')}`)
console.log('')
for (const result of results.filter(({ files }) => files > 0)) {
  const { name, files, passed, failed, skipped, durationMs } = result
  const seconds = (durationMs / 1000).toFixed(1)
  console.log(
    `${failed ? '✖' : '✔'} ${name}: ${files} files, ${passed} passed, ${failed} failed, ${skipped} skipped, ${seconds} s`,
  )
}
process.exitCode = results.every(result => result.ok) ? 0 : 1
