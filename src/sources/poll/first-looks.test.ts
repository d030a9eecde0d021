import assert from 'node:assert/strict'
import { test } from 'node:test'
import pino from 'pino'
import { createFakeClock } from '../../../test/support/fake-clock.ts'
import { createFirstLooks } from './first-looks.ts'

const name = { kind: 'name', words: 'Its name does not exist.' } as const
const gone = { kind: 'gone', words: 'It is gone.' } as const

function looks() {
  const clock = createFakeClock()
  const lines: Record<string, unknown>[] = []
  const log = pino({ level: 'debug', base: null }, { write: line => void lines.push(JSON.parse(line)) })
  const first = createFirstLooks({ clock, log }, 'in trouble')
  const told = () => {
    first.tellWhenQuiet()
    return lines.splice(0).filter(({ level }) => level === 40)
  }
  return { clock, first, lines, told }
}

test('many are one line with how many and why, once no further ones come; each is there at debug level', async () => {
  const { clock, first, lines, told } = looks()
  for (const source of [1, 2, 3]) {
    first.failed({ source, host: `${source}.example` }, source === 2 ? gone : name)
    assert.deepEqual(told(), [])
    await clock.advance(3_000)
  }
  await clock.advance(2_000)
  first.tellWhenQuiet()
  assert.deepEqual(
    lines.filter(({ level }) => level === 20).map(({ source }) => source),
    [1, 2, 3],
  )
  const [line, ...more] = told()
  assert.deepEqual(
    [line?.['sources'], line?.['problems'], line?.['words'], more.length],
    [3, { name: 2, gone: 1 }, name.words, 0],
  )
  await clock.advance(60_000)
  assert.deepEqual(told(), [])
})

test('one alone has the line that any source has', async () => {
  const { clock, first, told } = looks()
  first.failed({ source: 7, host: 'a.example' }, gone)
  await clock.advance(5_000)
  const [line] = told()
  assert.deepEqual([line?.['source'], line?.['problem'], line?.['msg']], [7, 'gone', 'in trouble'])
})

test('nobody waits for long until he hears of the first', async () => {
  const { clock, first, told } = looks()
  const lines: unknown[] = []
  for (let source = 1; source <= 40; source++) {
    first.failed({ source, host: 'a.example' }, name)
    lines.push(...told())
    await clock.advance(1_000)
  }
  assert.equal(lines.length, 1)
})
