import assert from 'node:assert/strict'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { migratedStorePlace } from '../../test/support/store-place.ts'
import { environmentOf } from '../../test/support/tocsin-process.ts'
import { main } from './main.ts'

async function place(t: TestContext) {
  const where = await migratedStorePlace(t)
  const env = environmentOf(where)
  const file = async (name: string, content: string) => {
    const path = join(where.dataDir, name)
    await writeFile(path, content)
    return path
  }
  const run = async (...args: string[]) => {
    const out: string[] = []
    const err: string[] = []
    const line = { env, out: (text: string) => out.push(text), err: (text: string) => err.push(text) }
    const code = await main(args, line)
    return { code, out: out.join('\n'), err: err.join('\n') }
  }
  return { run, file, folder: where.dataDir }
}

const list = `email;language;confirmed_at;source
ada@example.org;de;2024-05-01;paper, 2024
"bob@example.org";;;
nobody at all;;;
=cy@example.org;fr;2999-01-01;
dora@example.org;en;;list of x@example.org
eva@example.org;pt;;paper\u001b[2J
`

test('an import says line by line what became of it, changes nothing when it is run again, and can be tried', async t => {
  const { run, file, folder } = await place(t)
  const path = await file('in.csv', list)
  const report = join(folder, 'report.csv')
  const tried = await run('subscriber', 'import', path, '--dry-run', '--json')
  assert.deepEqual(JSON.parse(tried.out), { imported: 2, already: 0, left: 0, suppressed: 0, invalid: 4 })
  const first = await run('subscriber', 'import', path, '--report', report)
  assert.equal(first.out, '2 imported, 0 already, 0 left, 0 suppressed, 4 invalid')
  assert.equal(first.code, 0)
  assert.deepEqual((await readFile(report, 'utf8')).trimEnd().split('\r\n'), [
    'line,address,outcome,why',
    '2,ada@example.org,imported,',
    '3,bob@example.org,imported,',
    '4,nobody at all,invalid,no usable address',
    `5,'=cy@example.org,invalid,"confirmed_at is no date such as 2024-05-31, or is to come"`,
    '6,dora@example.org,invalid,how they agreed must name no mail address: the record never forgets it',
    '7,eva@example.org,invalid,"how they agreed must be one line, without control characters"',
  ])
  const again = await run('subscriber', 'import', path, '--strict')
  assert.equal(again.out, '0 imported, 2 already, 0 left, 0 suppressed, 4 invalid')
  assert.equal(again.code, 1)
  const shown = await run('consent', 'show', 'ADA@example.org')
  assert.match(shown.out, /was brought by the operator.*\(import: paper, 2024; confirmed 2024-05-01T00:00:00/)
  assert.match(shown.out, /The chain of all 2 events holds/)
  assert.match((await run('consent', 'verify')).out, /^2 consent events, the chain holds\n/)
  assert.equal((await run('consent', 'show', 'stranger@example.org')).code, 1)
})

test('what is exported can be imported again, topics and all', async t => {
  const one = await place(t)
  const path = await one.file('in.csv', 'address,language\nada@example.org,de\n+x@example.org,en\n')
  await one.run('subscriber', 'import', path)
  const out = join(one.folder, 'out.csv')
  assert.equal((await one.run('subscriber', 'export', out, '--state', 'confirmed')).out, '2 exported')
  assert.match(await readFile(out, 'utf8'), /\r\n'\+x@example\.org,confirmed,en,,no,no,/)
  const other = await place(t)
  assert.match((await other.run('subscriber', 'import', out)).out, /^2 imported/)
  assert.match((await other.run('subscriber', 'show', '+x@example.org')).out, /: confirmed/)
})

test('suppressions are added, counted, lifted, and carried over to a server with the same secret', async t => {
  const one = await place(t)
  const path = await one.file('bad.csv', 'address\na@example.org\nB@example.org\nb@example.org\nnone\n')
  const missing = await one.run('suppression', 'import', path)
  assert.match(missing.err, /--reason is missing/)
  const done = await one.run('suppression', 'import', path, '--reason', 'bounce')
  assert.equal(done.out, '2 suppressed, 1 already, 1 invalid')
  await one.run('suppression', 'add', 'c@example.org')
  assert.match((await one.run('suppression', 'list')).out, /bounce\t2\t.*\noperator\t1\t/)
  assert.match((await one.run('suppression', 'remove', 'c@example.org')).out, /No longer suppressed/)
  const out = join(one.folder, 'hashes.csv')
  assert.equal((await one.run('suppression', 'export', out)).out, '2 exported')
  assert.doesNotMatch(await readFile(out, 'utf8'), /example/)
  const other = await place(t)
  assert.equal((await other.run('suppression', 'import', out)).out, '2 suppressed, 0 already, 0 invalid')
  const people = await other.file('in.csv', 'address\nA@example.org\nnew@example.org\n')
  assert.match(
    (await other.run('subscriber', 'import', people)).out,
    /^1 imported, 0 already, 0 left, 1 suppressed/,
  )
  const forged = await other.file(
    'forged.csv',
    (await readFile(out, 'utf8')).replaceAll(/[0-9a-f]{16}\r/g, 'x\r'),
  )
  assert.match((await other.run('suppression', 'import', forged)).err, /written under another SECRET/)
})
