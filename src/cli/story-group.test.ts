import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import type { GroupedLine } from '../stories/group-lines.ts'
import { main } from './main.ts'

async function run(...argv: string[]) {
  const out: string[] = []
  const err: string[] = []
  const code = await main(['story', 'group', ...argv], {
    env: {},
    out: line => out.push(line),
    err: line => err.push(line),
  })
  // Our own lines, as the command promises them.
  const stories = () => out.map(line => (JSON.parse(line) as GroupedLine).story)
  return { code, out, err, stories }
}

function folder(t: TestContext): (name: string, body: string | Uint8Array) => string {
  const place = mkdtempSync(join(tmpdir(), 'tocsin-group-'))
  t.after(() => rmSync(place, { recursive: true }))
  return (name, body) => {
    const file = join(place, name)
    writeFileSync(file, body)
    return file
  }
}

const items = [
  {
    id: 'a',
    title: 'Ferry sinks off Mandal with 200 aboard',
    source: 'Lantern',
    publishedAt: '2026-03-01T10:00:00Z',
  },
  {
    id: 2,
    title: 'Former mayor of Brenz goes on trial over bribes',
    text: 'Lukas Hartwig denies all charges.',
  },
  { id: 'c', title: 'Dozens missing after ferry sinks off Mandal', source: 'Bell', language: 'en' },
]
const lines = `${items.map(item => JSON.stringify(item)).join('\n')}\n`

test('each line is answered in its order with its own id, its story and a score', async t => {
  const { code, out, err, stories } = await run(folder(t)('items.jsonl', lines))
  assert.equal(code, 0)
  assert.deepEqual(err, [])
  assert.deepEqual(stories(), [1, 2, 1])
  const shape = /^\{"id":(?:"a"|2|"c"),"story":\d+,"score":\d{1,3}\}$/
  for (const line of out) assert.match(line, shape)
  assert.deepEqual(
    out.map(line => (JSON.parse(line) as GroupedLine).id),
    ['a', 2, 'c'],
  )
})

test('a gzipped file says the same, byte for byte, and so does the second time', async t => {
  const put = folder(t)
  const plain = await run(put('items.jsonl', lines))
  const packed = put('items.jsonl.gz', gzipSync(lines))
  for (let round = 0; round < 2; round++) assert.deepEqual((await run(packed)).out, plain.out)
})

test('standard input is read, and each line answered before the next one comes', async () => {
  const bin = fileURLToPath(new URL('../../bin/tocsin.ts', import.meta.url))
  const child = spawn(process.execPath, [bin, 'story', 'group', '-'], { stdio: ['pipe', 'pipe', 'inherit'] })
  const [first, second = ''] = lines.split(/(?<=\n)/)
  child.stdin.write(first)
  const [answer] = (await child.stdout[Symbol.asyncIterator]().next()).value.toString().split('\n')
  assert.match(answer, /^\{"id":"a","story":1,/)
  child.stdin.end(second)
  const code = await new Promise(resolve => child.on('exit', resolve))
  assert.equal(code, 0)
})

test('a line that cannot be read is left out and told with its number; the others are grouped as if it were not there', async t => {
  const broken = [
    'nonsense',
    '[1]',
    'null',
    '{"title":"no id"}',
    '{"id":1,"title":7}',
    `{"id":1,"language":"${'x'.repeat(99)}"}`,
    '{"id":1',
  ]
  const put = folder(t)
  const mixed = put('mixed.jsonl', `${broken.join('\n')}\n\n  \r\n${lines.replaceAll('\n', '\r\n')}`)
  const { code, out, err } = await run(mixed)
  assert.equal(code, 1)
  assert.deepEqual(out, (await run(put('items.jsonl', lines))).out)
  assert.equal(err.length, broken.length)
  for (const [at, problem] of err.entries())
    assert.match(problem, new RegExp(`^line ${at + 1} is left out: .{5,}`))
  assert.match(err[0] ?? '', /no JSON/)
  assert.match(err[3] ?? '', /: id: /)
  assert.match(err[4] ?? '', /: title: /)
})

test('--final waits for the end and gives each line the story that it ended in', async t => {
  const titles = [
    'Ferry sinks off Mandal',
    'Solvind lost',
    'Solvind lost with many aboard',
    'Ferry Solvind sinks off Mandal',
    'Ferry Solvind sinks off Mandal, many lost',
  ]
  const file = folder(t)(
    'items.jsonl',
    titles.map((title, at) => JSON.stringify({ id: at, title, source: `s${at}` })).join('\n'),
  )
  const [atOnce, final] = [await run(file), await run(file, '--final')]
  assert.equal(final.code, 0)
  assert.deepEqual(final.stories(), [1, 1, 1, 1, 1])
  assert.deepEqual(atOnce.stories(), [1, 2, 2, 1, 1])
  const scores = final.out.map(line => (JSON.parse(line) as GroupedLine).score)
  assert.equal(new Set(scores).size, 1, 'one story has one score')
})

test('times that jump, run backwards or are none are no reason to leave a line out or to part what belongs together', async t => {
  const times = [
    '2026-03-01T10:00:00Z',
    '9999-12-31T23:59:59Z',
    '1970-01-01T00:00:00Z',
    'yesterday',
    '',
    null,
    '-271821-04-20T00:00:00Z',
  ]
  const body = times.map((publishedAt, id) =>
    JSON.stringify({ id, title: 'Ferry sinks off Mandal', publishedAt }),
  )
  const { code, stories } = await run(folder(t)('items.jsonl', body.join('\n')))
  assert.equal(code, 0)
  assert.deepEqual(new Set(stories()), new Set([1]))
})

const quake = 'Earthquake strikes eastern Turkey'
const hourMs = 3_600_000

/** One line at each of the hours, the first and the last one of the same words: whether they are one story. */
async function isOneStory(t: TestContext, hours: readonly number[]): Promise<boolean> {
  const body = hours.map((hour, id) => ({
    id,
    title: id === 0 || id === hours.length - 1 ? quake : `Word${id} thing${id}`,
    publishedAt: new Date(Date.UTC(2026, 0, 1) + hour * hourMs).toISOString(),
  }))
  const file = folder(t)('items.jsonl', body.map(line => JSON.stringify(line)).join('\n'))
  const { stories } = await run(file)
  return stories().at(0) === stories().at(-1)
}

test('what comes again after weeks is another story, with news on each day between or with none', async t => {
  const days = (count: number) => Array.from({ length: count }, (_, day) => day * 24)
  assert.equal(await isOneStory(t, [0, 1, 2]), true)
  assert.equal(await isOneStory(t, days(40)), false)
  const hours = days(25).map(day => day / 24)
  assert.equal(await isOneStory(t, [...hours, 960, 961, 962]), false)
  assert.equal(await isOneStory(t, [...days(25).map(day => day * 2)]), false)
})

test('a date that one line alone has is a mistake, and lines in no order of time all come at once', async t => {
  const hours = Array.from({ length: 25 }, (_, hour) => hour / 10)
  assert.equal(await isOneStory(t, [...hours, 70_000, 3, 4]), true)
  assert.equal(await isOneStory(t, [...hours, -70_000, 3, 4]), true)
  const shuffled = Array.from({ length: 60 }, (_, at) => ((at * 37) % 60) * 24)
  assert.equal(await isOneStory(t, [...shuffled, 59 * 24]), true)
})

test('items of hostile words and a megabyte are grouped like any other', async t => {
  const odd = [
    '',
    'x'.repeat(1_000_000),
    '\u0000\u202e\u2066',
    '\ud800',
    '一'.repeat(100_000),
    'a - '.repeat(100_000),
  ]
  const body = odd.map((text, id) => JSON.stringify({ id, title: text, text, source: text, language: 'xx' }))
  const { code, stories } = await run(folder(t)('items.jsonl', body.join('\n')))
  assert.equal(code, 0)
  assert.equal(stories().length, odd.length)
})

test('a file that is not there, is a folder, is not gzipped or is cut off is told in words', async t => {
  const put = folder(t)
  const packed = gzipSync(lines.repeat(50))
  const files = {
    [`${put('x', '')}.none`]: /There is no file/,
    [`${put('y', '')}.none.gz`]: /There is no file/,
    [tmpdir()]: /tocsin: \/.+ is a folder/,
    [put('plain.gz', lines)]: /not gzipped or is cut off/,
    [put('cut.gz', packed.subarray(0, packed.length / 2))]: /not gzipped or is cut off/,
    [put('cut-at-once.gz', packed.subarray(0, 4))]: /not gzipped or is cut off/,
  }
  for (const [file, expected] of Object.entries(files)) {
    const { code, err } = await run(file)
    assert.equal(code, 1, file)
    assert.match(err.join('\n'), expected)
  }
})

test('an empty file is no mistake; no file is', async t => {
  assert.deepEqual(await run(folder(t)('none.jsonl', '')).then(({ code, out }) => ({ code, out })), {
    code: 0,
    out: [],
  })
  assert.equal((await run()).code, 2)
})
