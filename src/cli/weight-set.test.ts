import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { main } from './main.ts'

async function commandLine(t: TestContext) {
  const dataDir = await mkdtemp(join(tmpdir(), 'tocsin-'))
  t.after(() => rm(dataDir, { recursive: true, force: true }))
  const env = { DATA_DIR: dataDir, SOURCES: '' }
  return async (...argv: string[]) => {
    const [out, err]: [string[], string[]] = [[], []]
    const code = await main(argv, { env, out: line => out.push(line), err: line => err.push(line) })
    return { code, out: out.join('\n'), err: err.join('\n') }
  }
}

test('a topic is set, listed and dropped again', async t => {
  const run = await commandLine(t)
  assert.deepEqual(await run('weight', 'set', 'Brenvik, Brenviken', '12'), {
    code: 0,
    out: 'Brenvik, Brenviken: 12 points',
    err: '',
  })
  assert.match((await run('weight', 'list')).out, /^\+12\tBrenvik, Brenviken\tcommand line$/m)
  assert.equal((await run('weight', 'drop', 'Brenvik')).code, 0)
  assert.doesNotMatch((await run('weight', 'list')).out, /Brenvik/)
})

test('points below 0 are given behind two dashes', async t => {
  const run = await commandLine(t)
  const set = await run('weight', 'set', '--json', '--', 'film festival', '-15')
  assert.deepEqual(JSON.parse(set.out), { words: 'film festival', points: -15 })
})

test('what cannot be set ends with one line that says what to do', async t => {
  const run = await commandLine(t)
  for (const [argv, told] of [
    [['set', 'Brenvik', 'many'], /POINTS is a whole number/],
    [['official', 'https://nowhere.example/'], /tocsin source list/],
    [['drop', 'nothing'], /tocsin weight list/],
  ] as const) {
    const { code, out, err } = await run('weight', ...argv)
    assert.deepEqual([code, out], [argv[0] === 'set' ? 2 : 1, ''])
    assert.match(err, told)
  }
})
