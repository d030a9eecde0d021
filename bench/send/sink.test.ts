import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { createScope } from '../support/scope.ts'
import { doubledLines, findSmtpSink, startSink } from './sink.ts'
import { awaitArrivals, lastCount } from './sink-count.ts'
import { sendStray } from './stray.ts'

for (const program of [null, ...[findSmtpSink()].filter(found => found !== null)])
  test(`${program ?? 'the own sink'} counts each message that it has answered`, async () => {
    const folder = await mkdtemp(join(tmpdir(), 'tocsin-sink-'))
    await using scope = createScope()
    scope.after(() => rm(folder, { recursive: true }))
    const sink = await startSink(scope, folder, program)
    assert.equal(sink.count(), 0)
    for (const count of [1, 2, 3]) {
      await sendStray(sink.port)
      assert.equal(sink.count(), count)
    }
    assert.deepEqual(sink.doubled(0), [], 'each has an id of its own')
  })

test('a message that came twice is told from those that came once', () => {
  assert.deepEqual(doubledLines(['a\t1\t7', 'b\t2\t7', 'a\t1\t7', 'a\t3\t8']), ['2 × a\t1\t7'])
})

test('the last whole counter counts, not one that is being written', () => {
  assert.equal(lastCount('sess=0 quit=0 mesg=7\rsess=0 quit=0 mesg=8\rsess=0 quit=0 mesg=9'), 8)
  assert.equal(lastCount(''), 0)
})

test('arrivals end with the last message', async () => {
  const counts = [10, 10, 11, 12, 13, 99]
  const taken = () => counts.shift() ?? 0
  const { firstAt, lastAt } = await awaitArrivals(taken, { before: 10, many: 3, say: () => undefined })
  assert.ok(firstAt < lastAt)
  assert.deepEqual(counts, [99])
})
