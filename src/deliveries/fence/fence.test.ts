import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { pino } from 'pino'
import { stopFirst } from '../../../test/support/deliver-fixture.ts'
import { createFakeClock } from '../../../test/support/fake-clock.ts'
import { freshStore } from '../../../test/support/store.ts'
import type { Store } from '../../store/index.ts'
import { findRestore, liftFence } from './accept-restore.ts'
import { readEpochFile } from './epoch-file.ts'
import { readFence } from './fence-rows.ts'
import { type Fence, openFence } from './open-fence.ts'

async function freshBench(t: TestContext) {
  const stops = stopFirst(t)
  const store = await freshStore(t)
  const clock = createFakeClock()
  const lines: string[] = []
  const log = pino({ level: 'error' }, { write: line => void lines.push(JSON.parse(line).msg) })
  const newFolder = async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'tocsin-test-'))
    stops.after(() => rm(dataDir, { recursive: true, force: true }))
    return dataDir
  }
  const dataDir = await newFolder()
  const open = async (folder = dataDir) => {
    const fence = await openFence({ store, clock, log, random: randomBytes, dataDir: folder })
    stops.after(() => fence.close())
    return fence
  }
  return { store, clock, lines, dataDir, newFolder, open }
}

/** One group of started messages; what it answers, and nothing of it is noted when the process dies first. */
async function startGroup(store: Store, fence: Fence, { dies = false } = {}): Promise<number | null> {
  const epoch = await store.write(tx => fence.advance(tx))
  if (epoch !== null && !dies) fence.note(epoch)
  return epoch
}

async function sendAndEnd(store: Store, fence: Fence): Promise<number> {
  const epoch = await startGroup(store, fence)
  await fence.close()
  assert.ok(epoch)
  return epoch
}

/** The rows as an older backup has them. */
async function backToEpoch(store: Store, epoch: number): Promise<void> {
  await store.write(tx => tx.updateTable('send_epochs').set({ epoch }).execute())
}

test('a fresh store and a fresh folder may send, and every group moves the epoch on', async t => {
  const { store, open } = await freshBench(t)
  const fence = await open()
  assert.equal(await fence.isOpen(), true)
  const first = await startGroup(store, fence)
  const second = await startGroup(store, fence)
  assert.ok(first && second && second > first)
})

test('the file knows the last epoch soon after its group, and at the end', async t => {
  const { store, dataDir, open } = await freshBench(t)
  const fence = await open()
  await startGroup(store, fence)
  const last = await startGroup(store, fence)
  await fence.close()
  assert.equal((await readEpochFile(dataDir))?.epoch, last)
  assert.deepEqual(await readdir(dataDir), ['epoch'])
})

test('a process that dies between the commit and the file is no false alarm', async t => {
  const { store, lines, open } = await freshBench(t)
  const first = await open()
  await sendAndEnd(store, first)
  await startGroup(store, first, { dies: true })
  const next = await open()
  assert.equal(await next.isOpen(), true)
  assert.ok(await startGroup(store, next))
  assert.deepEqual(lines, [])
})

test('a group whose commit was answered to nobody is repeated, and is no false alarm', async t => {
  const { store, open } = await freshBench(t)
  const fence = await open()
  await startGroup(store, fence)
  const lost = await startGroup(store, fence, { dies: true })
  const again = await startGroup(store, fence)
  assert.ok(lost && again && again > lost)
})

test('a database that is older than the file shuts the fence at start, with one line that names the command', async t => {
  const { store, clock, lines, open } = await freshBench(t)
  const first = await open()
  const before = await startGroup(store, first)
  await clock.advance(60_000)
  const last = await sendAndEnd(store, first)
  await backToEpoch(store, before ?? 0)
  const fence = await open()
  assert.equal(await fence.isOpen(), false)
  assert.equal(await fence.isOpen(), false)
  assert.equal(await startGroup(store, fence), null)
  assert.deepEqual(await readFence(store.read), { databaseAt: before, sentAt: last, noticedAt: clock.now() })
  assert.equal(lines.length, 1)
  assert.match(lines[0] ?? '', /2026-01-01T00:00:00.*2026-01-01T00:01:00.*tocsin restore accept/)
})

test('a database from before this folder first sent is older too', async t => {
  const { store, open } = await freshBench(t)
  await sendAndEnd(store, await open())
  await store.write(tx => tx.deleteFrom('send_epochs').execute())
  assert.equal(await (await open()).isOpen(), false)
})

test('a restore under a running process lets no further group start', async t => {
  const { store, clock, open } = await freshBench(t)
  const fence = await open()
  const before = await startGroup(store, fence)
  await clock.advance(1_000)
  await startGroup(store, fence)
  await backToEpoch(store, before ?? 0)
  assert.equal(await startGroup(store, fence), null)
  assert.equal(await fence.isOpen(), false)
})

test('a restore under a process that sends nothing is noticed when it looks for work', async t => {
  const { store, open } = await freshBench(t)
  const fence = await open()
  await startGroup(store, fence)
  await backToEpoch(store, 1)
  assert.equal(await fence.isOpen(), false)
})

test('what one folder has noticed stops every other one in the middle of its work', async t => {
  const { store, dataDir, newFolder, open } = await freshBench(t)
  const other = await open(await newFolder())
  await sendAndEnd(store, await open())
  const { folder = '' } = (await readEpochFile(dataDir)) ?? {}
  await store.write(tx => tx.deleteFrom('send_epochs').where('folder_id', '=', folder).execute())
  assert.ok(await startGroup(store, other), 'it knows of nothing newer itself')
  assert.equal(await (await open()).isOpen(), false)
  assert.equal(await startGroup(store, other), null)
  assert.equal(await other.isOpen(), false)
})

test('once an operator accepted it, processes that run and those that start go on', async t => {
  const { store, clock, newFolder, open } = await freshBench(t)
  const elsewhere = await newFolder()
  await sendAndEnd(store, await open(elsewhere))
  const fence = await open()
  const last = await startGroup(store, fence)
  await backToEpoch(store, 1)
  assert.equal(await fence.isOpen(), false)
  await store.write(tx => liftFence(tx, { sentAt: last ?? 0, at: clock.now() }))
  assert.equal(await fence.isOpen(), true)
  const next = await startGroup(store, fence)
  assert.ok(next && last && next > last)
  const other = await open(elsewhere)
  assert.equal(await other.isOpen(), true, 'its file is newer than its row, and was meant too')
  assert.ok(await startGroup(store, other))
})

test('a second restore after an accepted one is noticed again', async t => {
  const { store, clock, dataDir, open } = await freshBench(t)
  const fence = await open()
  const last = await startGroup(store, fence)
  await backToEpoch(store, 1)
  await store.write(tx => liftFence(tx, { sentAt: last ?? 0, at: clock.now() }))
  await sendAndEnd(store, fence)
  await backToEpoch(store, 1)
  await store.write(tx => tx.deleteFrom('meta').where('key', '=', 'send-floor').execute())
  assert.ok(await findRestore(store.read, { dataDir, at: clock.now() }))
  assert.equal(await (await open()).isOpen(), false)
})

test('a folder whose file was lost is a new folder', async t => {
  const { store, dataDir, open } = await freshBench(t)
  await sendAndEnd(store, await open())
  await rm(join(dataDir, 'epoch'))
  await backToEpoch(store, 1)
  assert.equal(await (await open()).isOpen(), true)
})

test('a folder that sent from another database begins anew with this one', async t => {
  const one = await freshBench(t)
  const other = await freshBench(t)
  await sendAndEnd(one.store, await one.open())
  const fence = await other.open(one.dataDir)
  assert.equal(await fence.isOpen(), true)
  assert.ok(await startGroup(other.store, fence))
  // The folder is the first bench's, which takes it away before the second one closes.
  await fence.close()
})

test('a file that cannot be understood ends the start, and the error says what to do', async t => {
  const { dataDir, open } = await freshBench(t)
  await writeFile(join(dataDir, 'epoch'), '41')
  await assert.rejects(open(), /epoch must say .* Delete it .* tocsin restore accept --anyway/)
})

test('processes that share a folder agree on its first file, and neither makes the other an alarm', async t => {
  const { store, dataDir, open } = await freshBench(t)
  const fences = await Promise.all([open(), open(), open()])
  for (const fence of fences) assert.ok(await startGroup(store, fence))
  for (const fence of fences) await fence.close()
  const rows = await store.read.selectFrom('send_epochs').selectAll().execute()
  const known = await readEpochFile(dataDir)
  assert.deepEqual(new Set(rows.map(row => row.folder_id)), new Set([known?.folder]))
  assert.equal(known?.epoch, Math.max(...rows.map(row => row.epoch)))
  assert.equal(await (await open()).isOpen(), true)
})

test('rows of dead processes and of folders that are no more do not stay for ever', async t => {
  const { store, clock, newFolder, open } = await freshBench(t)
  const elsewhere = await newFolder()
  await sendAndEnd(store, await open(elsewhere))
  for (let restart = 0; restart < 5; restart++) await sendAndEnd(store, await open())
  await clock.advance(91 * 86_400_000)
  assert.ok(await startGroup(store, await open()))
  const rows = await store.read.selectFrom('send_epochs').selectAll().execute()
  assert.equal(rows.length, 1)
  assert.equal(await (await open(elsewhere)).isOpen(), true, 'whoever comes back later is no alarm')
})

test('a process whose row was forgotten goes on', async t => {
  const { store, clock, open } = await freshBench(t)
  const quiet = await open()
  await startGroup(store, quiet)
  await clock.advance(2 * 86_400_000)
  await sendAndEnd(store, await open())
  await open()
  assert.ok(await startGroup(store, quiet))
})

test('a disk that is full costs the file, not the news', async t => {
  const { store, lines, dataDir, open } = await freshBench(t)
  const fence = await open()
  await rm(dataDir, { recursive: true })
  assert.ok(await startGroup(store, fence))
  await fence.close()
  assert.deepEqual(lines, ['DATA_DIR/epoch could not be written'])
  await assert.rejects(readFile(join(dataDir, 'epoch')))
})
