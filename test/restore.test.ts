/**
 * Restore without re-sending: a database that comes back from a backup sends no old alert again, by itself. What
 * arrived is counted at the SMTP server.
 */
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { inPlace } from '../src/cli/place.ts'
import { countUnderWay, readEpochFile } from '../src/deliveries/index.ts'
import { createApiToken } from '../src/editors/index.ts'
import { type ApiAlert, apiClientOf } from './support/api-client.ts'
import { addSubscribers } from './support/deliver-fixture.ts'
import { startFeedServer } from './support/feed-server.ts'
import { fieldsOf } from './support/html-elements.ts'
import { pollUntil } from './support/poll-until.ts'
import { runHere } from './support/run-here.ts'
import { type SinkAnswer, type SmtpSink, startSmtpSink } from './support/smtp-sink.ts'
import { backUp, type StoreBackup } from './support/store-backup.ts'
import { migratedStorePlace } from './support/store-place.ts'
import { readLedger } from './support/store-rows.ts'
import { environmentOf, runCommand, startTocsin, type TocsinProcess } from './support/tocsin-process.ts'
import { untilPolled } from './support/until-polled.ts'

const readers = 12

async function freshPlace(t: TestContext) {
  const place = await migratedStorePlace(t)
  const sink = await startSmtpSink()
  t.after(() => sink.stop())
  const env = environmentOf(place, { SMTP_URL: `${sink.url}?pool=2` })
  const run = async (...args: string[]) => {
    const { code, out, err } = await runHere(env, args)
    assert.equal(code, 0, err)
    return out.trim()
  }
  const token = await inPlace(env, async ground => {
    await addSubscribers(ground.store, readers)
    const name = { name: 'tests', at: Date.now(), random: randomBytes }
    return (await ground.store.write(tx => createApiToken(tx, name))).token
  })
  const api = apiClientOf(token)
  const send = async (server: TocsinProcess, headline: string) => {
    const alert = {
      headline,
      summary: 'To everybody, once.',
      priority: 'breaking',
      kind: 'alert',
      send: true,
    }
    const { status, body } = await api.post<{ id: string }>(server.origin, '/api/alerts', alert)
    assert.equal(status, 201)
    return body.id
  }
  const untilState = (server: TocsinProcess, id: string, state: string) =>
    pollUntil(`alert ${id} to be ${state}`, async () => {
      const now = await api.get<ApiAlert>(server.origin, `/api/alerts/${id}`)
      return now.state === state && now
    })
  return { place, sink, env, run, api, send, untilState }
}

type Place = Awaited<ReturnType<typeof freshPlace>>

/** Answers no third message before it is told to. */
function holdAfterTwo(sink: SmtpSink): { half: Promise<void>; release: () => void } {
  const { promise: half, resolve: reached } = Promise.withResolvers<void>()
  const { promise: goOn, resolve: release } = Promise.withResolvers<void>()
  let seen = 0
  sink.hooks = {
    async onMessage(): Promise<SinkAnswer> {
      seen += 1
      if (seen > 2) {
        reached()
        await goOn
      }
      return 'accept'
    },
  }
  return { half, release }
}

/** Sends an alert and makes a backup when two readers have it; resolves when everybody has it. */
async function backUpMidAlert(
  { place, sink, send, untilState }: Place,
  server: TocsinProcess,
): Promise<{ id: string; kept: StoreBackup }> {
  const { half, release } = holdAfterTwo(sink)
  const id = await send(server, 'The bridge is closed')
  await half
  const kept = await backUp(place)
  release()
  await untilState(server, id, 'sent')
  return { id, kept }
}

const withSubject = (sink: SmtpSink, words: string) =>
  sink.messages.filter(({ headers }) => headers.get('subject')?.includes(words)).length

const warning = /The database is older than the last mail sent from here/

async function untilFenced(server: TocsinProcess): Promise<string> {
  return pollUntil('the line in the log', async () => warning.test(server.log()) && server.log())
}

test('an alert that went out after the backup is not sent again, and a command ends what was under way', async t => {
  const bench = await freshPlace(t)
  const { env, sink, run, send, untilState } = bench
  let server = await startTocsin(t, env)
  const { id, kept } = await backUpMidAlert(bench, server)
  assert.equal(await server.stop(), 0)
  await kept.putBack()

  server = await startTocsin(t, env)
  const log = await untilFenced(server)
  assert.match(log, /tocsin restore accept/)
  const { restore, ...underWay } = JSON.parse(await run('restore', 'show', '--json'))
  assert.ok(restore.databaseAt < restore.sentAt)
  assert.equal(underWay.alerts, 1)
  const desk = await deskOf(server)
  assert.match(desk, /No mail is leaving: the database was restored from a backup/)
  const meanwhile = await send(server, 'Typed while it was shut')

  const done = JSON.parse(await run('restore', 'accept', '--json'))
  assert.equal(done.alerts, 2)
  assert.equal(done.sendAgain, false)
  for (const stopped of [id, meanwhile]) await untilState(server, stopped, 'stopped')
  const news = await send(server, 'The bridge is open')
  const { accepted } = await untilState(server, news, 'sent')
  assert.equal(accepted, readers)
  assert.equal(withSubject(sink, 'The bridge is closed'), readers, 'each got it once')
  assert.equal(withSubject(sink, 'Typed while it was shut'), 0)
  assert.equal(server.log().match(new RegExp(warning, 'g'))?.length, 1, 'one line')
  assert.match(await run('restore', 'show'), /^No restore was noticed/)
})

/** The front page, as the first editor sees it. */
async function deskOf(server: TocsinProcess): Promise<string> {
  const path = new URL(server.desk).pathname
  const door = await fetch(`${server.origin}${path}`)
  const body = new URLSearchParams(fieldsOf(await door.text()))
  const entered = await fetch(`${server.origin}${path}`, { method: 'POST', body, redirect: 'manual' })
  const cookie = entered.headers.get('set-cookie')?.split(';')[0] ?? ''
  return (await fetch(`${server.origin}/desk`, { headers: { cookie } })).text()
}

test('with --send-again it goes on where the backup stood', async t => {
  const bench = await freshPlace(t)
  const { env, sink, run, send, untilState } = bench
  let server = await startTocsin(t, env)
  const { half, release } = holdAfterTwo(sink)
  const id = await send(server, 'The bridge is closed')
  await half
  const stopped = server.stop()
  await pollUntil('the stop to begin', () =>
    fetch(`${server.origin}/healthz`).then(
      () => false,
      () => true,
    ),
  )
  release()
  assert.equal(await stopped, 0)
  // On a slow machine the stop ends before those answers are read: what they answer is in doubt, at the next start at the
  // latest, and goes out again.
  const { accepted, doubted } = await readBooks(bench, id)
  const kept = await backUp(bench.place)
  server = await startTocsin(t, env)
  await untilState(server, id, 'sent')
  assert.equal(await server.stop(), 0)
  await kept.putBack()
  server = await startTocsin(t, env)
  await untilFenced(server)
  assert.equal(sink.messages.length, readers + doubted)
  await run('restore', 'accept', '--send-again')
  await untilState(server, id, 'sent')
  assert.equal(sink.messages.length, readers + doubted + (readers - accepted))
})

function readBooks({ env }: Place, id: string): Promise<{ accepted: number; doubted: number }> {
  return inPlace(env, async ({ store }) => {
    const ledger = [...(await readLedger(store, id)).values()]
    return {
      accepted: ledger.filter(({ state }) => state === 'accepted').length,
      doubted: ledger.filter(({ state, doubtedAt }) => state === 'sending' || doubtedAt !== null).length,
    }
  })
}

test('a restore under a running server is noticed before anything else is sent', async t => {
  const bench = await freshPlace(t)
  const { env, sink, send, run, untilState } = bench
  const server = await startTocsin(t, env)
  const { kept } = await backUpMidAlert(bench, server)
  await kept.putBackLive()
  await send(server, 'Typed after the restore')
  await untilFenced(server)
  await run('restore', 'accept')
  const news = await send(server, 'The bridge is open')
  await untilState(server, news, 'sent')
  assert.equal(withSubject(sink, 'The bridge is closed'), readers)
  assert.equal(withSubject(sink, 'Typed after the restore'), 0)
})

test('what sources published after the backup makes no second alert', async t => {
  const bench = await freshPlace(t)
  const { env, sink, run } = bench
  const feed = await startFeedServer(t)
  await run('source', 'add', feed.url, '--on-item', 'send', '--every', '200ms')
  let server = await startTocsin(t, env)
  await untilPolled(env)
  feed.publish('Before the backup')
  await sink.waitForCount(readers)
  await untilNothingWaits(bench)
  const kept = await backUp(bench.place)
  feed.publish('After the backup')
  await sink.waitForCount(2 * readers)
  await untilNothingWaits(bench)
  assert.equal(await server.stop(), 0)
  await kept.putBack()

  await run('restore', 'accept')
  server = await startTocsin(t, env)
  await untilPolled(env)
  feed.publish('After the restore')
  await sink.waitForCount(3 * readers)
  await untilNothingWaits(bench)
  for (const headline of ['Before the backup', 'After the backup', 'After the restore'])
    assert.equal(withSubject(sink, headline), readers, headline)
  assert.doesNotMatch(server.log(), warning)
})

function untilNothingWaits({ env }: Place): Promise<unknown> {
  return inPlace(env, ({ store }) =>
    pollUntil('everything to be sent', async () => (await countUnderWay(store.read)).alerts === 0),
  )
}

test('killed at any moment, it is no restore', async t => {
  const { env, place, sink, send, untilState } = await freshPlace(t)
  let server = await startTocsin(t, env)
  await send(server, 'The bridge is closed')
  await sink.waitForCount(2)
  await server.kill()
  server = await startTocsin(t, env)
  const next = await send(server, 'The bridge is open')
  await untilState(server, next, 'sent')
  assert.doesNotMatch(server.log(), warning)
  assert.equal(await server.stop(), 0)
  assert.ok((await readEpochFile(place.dataDir))?.epoch)
})

test('an epoch file that cannot be understood ends the start in one line', async t => {
  const { env, place } = await freshPlace(t)
  await writeFile(join(place.dataDir, 'epoch'), 'nonsense')
  const { code, err } = await runCommand(env, ['start'])
  assert.equal(code, 1)
  assert.match(err, /^tocsin: .*epoch must say .* restore accept --anyway\n$/)
})

test('without a restore the command changes nothing, but does so anyway when told to', async t => {
  const { env, run } = await freshPlace(t)
  const refused = await runHere(env, ['restore', 'accept'])
  assert.equal(refused.code, 1)
  assert.match(refused.err, /^Nothing was changed: no restore was noticed/)
  assert.match(await run('restore', 'accept', '--anyway'), /^Ended without being sent: alerts under way: 0/)
  assert.match(await run('restore', 'accept', '--help'), /readers may get the same mail twice/)
})
