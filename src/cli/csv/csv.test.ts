import assert from 'node:assert/strict'
import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import fc from 'fast-check'
import type { Encoding } from './encoding.ts'
import { readCsv } from './read-csv.ts'
import { csvLine, openCsv, withoutGuard } from './write-csv.ts'

const columns = { address: ['address', 'email'], topics: ['topics'] }

async function fileOf(t: TestContext, content: string | Buffer): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'tocsin-csv-'))
  t.after(() => rm(folder, { recursive: true }))
  const file = join(folder, 'a.csv')
  await writeFile(file, content)
  return file
}

async function rowsOf(file: string, encoding: Encoding | null = null): Promise<[number, string, string][]> {
  const rows: [number, string, string][] = []
  for await (const { line, cell } of readCsv(file, columns, encoding))
    rows.push([line, cell('address'), cell('topics')])
  return rows
}

const files: readonly [string, string | Buffer, [number, string, string][]][] = [
  ['a header', 'name,E-Mail,Email\nx,y,a@b.c\n', [[2, 'a@b.c', '']]],
  [
    'no header',
    'a@b.c\n\nd@e.f',
    [
      [1, 'a@b.c', ''],
      [3, 'd@e.f', ''],
    ],
  ],
  ['semicolons', 'address;topics\r\na@b.c;"x;y"\r\n', [[2, 'a@b.c', 'x;y']]],
  ['tabs', 'topics\taddress\n\ta@b.c', [[2, 'a@b.c', '']]],
  ['bars', 'address|topics\na@b.c|x', [[2, 'a@b.c', 'x']]],
  [
    'line breaks in cells',
    'address,topics\na@b.c,"x\ny"\nd@e.f,z\n',
    [
      [2, 'a@b.c', 'x\ny'],
      [4, 'd@e.f', 'z'],
    ],
  ],
  [
    'line breaks in cells as Windows writes them',
    'address,topics\r\na@b.c,"x\r\ny\r\nz"\r\nd@e.f,z\r\ng@h.i,"\r\n"\r\nj@k.l,z\r\n',
    [
      [2, 'a@b.c', 'x\r\ny\r\nz'],
      [5, 'd@e.f', 'z'],
      [6, 'g@h.i', ''],
      [8, 'j@k.l', 'z'],
    ],
  ],
  [
    'mixed ends of lines',
    'address\r\na@b.c\nd@e.f\r',
    [
      [2, 'a@b.c', ''],
      [3, 'd@e.f', ''],
    ],
  ],
  [
    'rows too short and too long',
    'address,topics\na@b.c\nd@e.f,x,y,z',
    [
      [2, 'a@b.c', ''],
      [3, 'd@e.f', 'x'],
    ],
  ],
  ['a byte order mark', '\uFEFFaddress\nä@b.c', [[2, 'ä@b.c', '']]],
  ['UTF-16', Buffer.from('\uFEFFaddress\nä@b.c', 'utf16le'), [[2, 'ä@b.c', '']]],
  ['UTF-16 without its mark', Buffer.from('address\na@b.c', 'utf16le'), [[2, 'a@b.c', '']]],
  [
    'UTF-16, the other way round',
    Buffer.from('\uFEFFaddress\nä@b.c', 'utf16le').swap16(),
    [[2, 'ä@b.c', '']],
  ],
  ['quotes in the middle', 'address,topics\na@b.c,say "x" y', [[2, 'a@b.c', 'say "x" y']]],
  ['nothing', '', []],
]
for (const [what, content, rows] of files)
  test(`a file with ${what} is read`, async t => {
    assert.deepEqual(await rowsOf(await fileOf(t, content)), rows)
  })

test('what is not UTF-8 is refused before a row is read, and read when its encoding is said', async t => {
  const file = await fileOf(t, Buffer.from('address\na@b.c\njürgen@b.c\n', 'latin1'))
  await assert.rejects(rowsOf(file), /is not UTF-8 after line \d+\. .*--encoding/)
  assert.deepEqual(await rowsOf(file, 'windows-1252'), [
    [2, 'a@b.c', ''],
    [3, 'jürgen@b.c', ''],
  ])
})

test('a quotation mark that is never closed ends in words, not in all of memory', async t => {
  const file = await fileOf(t, `address\na@b.c\n"${'x@y.z\n'.repeat(100_000)}`)
  await assert.rejects(rowsOf(file), /cannot be understood after its row 2: probably a quotation mark/)
})

test('a file that is not there is named', async () => {
  await assert.rejects(rowsOf('/nowhere/a.csv'), /\/nowhere\/a\.csv cannot be read/)
})

test('no cell that is written begins as a formula does, and each comes back as it was', async t => {
  const folder = await mkdtemp(join(tmpdir(), 'tocsin-csv-'))
  t.after(() => rm(folder, { recursive: true }))
  const text = fc.string({ unit: fc.constantFrom('=', '+', '-', '@', '"', ',', '\n', 'a', ' ', 'é') })
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(text, text), { minLength: 1 }), async cells => {
      const file = join(folder, 'b.csv')
      const csv = await openCsv(file, ['address', 'topics'])
      for (const row of cells) await csv.write(row)
      await csv.end()
      const written = await readFile(file, 'utf8')
      assert.doesNotMatch(written, /(?:^|\r\n)"?[=+@-]/)
      const rows = (await rowsOf(file)).map(([, one, two]) => [withoutGuard(one), withoutGuard(two)])
      const full = cells.map(row => row.map(cell => cell.trim())).filter(row => row.some(cell => cell !== ''))
      assert.deepEqual(rows, full)
    }),
    { numRuns: 100 },
  )
})

test('an address that begins with an apostrophe and looks like a guarded one keeps it', () => {
  for (const typed of ["'=x@example.org", "'x@example.org", "''+x@example.org"])
    assert.equal(withoutGuard(csvLine([typed])), typed)
})

test('a file that was there and open to all is for its owner alone before an address is in it', async t => {
  const file = await fileOf(t, 'old')
  await chmod(file, 0o644)
  const csv = await openCsv(file, ['address'])
  assert.equal((await stat(file)).mode & 0o777, 0o600)
  await csv.write(['ada@example.org'])
  await csv.end()
  assert.equal(await readFile(file, 'utf8'), 'address\r\nada@example.org\r\n')
})

test('a formula is quoted away', () => {
  assert.equal(csvLine(['=1+1', '-x', 'a"b', null, 5]), `'=1+1,'-x,"a""b",,5`)
})
