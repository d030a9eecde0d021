import assert from 'node:assert/strict'
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { StoreAwayError } from '../errors.ts'
import { createWriteMemory, requireRoom } from './room.ts'

async function someFile(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'tocsin-test-'))
  t.after(() => rm(folder, { recursive: true }))
  const file = join(folder, 'tocsin.db')
  await writeFile(file, '')
  return file
}

const diskWith = (blocks: number) =>
  (async () => ({ bavail: blocks, bfree: blocks, bsize: 4096 })) as unknown as Parameters<
    typeof requireRoom
  >[1]
const because = (why: string) => (error: unknown) => error instanceof StoreAwayError && error.why === why

test('a disk with next to nothing left is full before anybody has failed to write', async t => {
  const file = await someFile(t)
  await requireRoom(file, diskWith(10_000))
  await assert.rejects(requireRoom(file, diskWith(10)), because('full'))
})

test('a file that is gone is away', async t => {
  const file = await someFile(t)
  await rm(file)
  await assert.rejects(requireRoom(file), because('away'))
})

const notRoot = { skip: process.getuid?.() === 0 ? 'root may write everything' : false }
test('a file that nobody may write is read-only', notRoot, async t => {
  const file = await someFile(t)
  await chmod(file, 0o400)
  await assert.rejects(requireRoom(file), because('read-only'))
})

test('nobody writes to know, until a write has failed; then it is tried, once for all who ask', async () => {
  let tried = 0
  let isFull = true
  const memory = createWriteMemory(async () => {
    tried += 1
    if (isFull) throw new StoreAwayError('full', { why: 'full' })
  })
  await memory.check()
  assert.equal(tried, 0)
  const fail = (error: Error) => assert.throws(() => memory.failed(error), error)
  fail(new Error('a constraint'))
  fail(new StoreAwayError('locked', { why: 'locked' }))
  await memory.check()
  assert.equal(tried, 0)
  fail(new StoreAwayError('full', { why: 'full' }))
  const asked = await Promise.allSettled([memory.check(), memory.check()])
  assert.deepEqual([tried, ...asked.map(({ status }) => status)], [1, 'rejected', 'rejected'])
  isFull = false
  await memory.check()
  await memory.check()
  assert.equal(tried, 2)
})
