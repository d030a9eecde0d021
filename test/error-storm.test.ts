/**
 * An error storm pauses the alert by itself and says why: many recipients that do not exist, or a relay that
 * refuses whatever we send. It is an editor who says go on, and what was counted before does not count again.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ApiAlert } from './support/api-client.ts'
import { enterDesk } from './support/newsroom.ts'
import { proofSize } from './support/proof-size.ts'
import { processCounts, type Senders, startSenders } from './support/senders.ts'

const readers = proofSize(4_000, 20_000)
/** Tried at most when the alert has paused: a machine that stands still for a moment tries as many as it would in one. */
const soon = proofSize(2_000, 4_000)
/** 4,000 a second. */
const answerDelayMs = 10

for (const processes of processCounts) {
  test(`recipients that do not exist, one in ten, ${processes} sending: the alert pauses, says why, and goes on`, async t => {
    const senders = await startSenders(t, { readers, processes, answerDelayMs })
    const { sink } = senders
    sink.refusal = () =>
      sink.tried.size <= soon && sink.tried.size % 10 === 0 ? '550 5.1.1 no such user' : null
    const { id, paused } = await untilPaused(senders)
    assert.ok(paused.refused > 0)
    const ended = await goesOn(senders, id)
    assert.ok(ended.refused >= paused.refused, 'a refusal stays one')
  })

  for (const refusal of ['550 5.7.1 you are not welcome here', '554 5.7.1 rejected by policy'])
    test(`the relay answers ${refusal}, ${processes} sending: the alert pauses, says why, and goes on`, async t => {
      const senders = await startSenders(t, { readers, processes, answerDelayMs })
      senders.sink.refusal = () => refusal
      const { id } = await untilPaused(senders)
      await goesOn(senders, id)
    })
}

test('the desk says why an alert was paused', async t => {
  const senders = await startSenders(t, { readers, answerDelayMs })
  senders.sink.refusal = () => '550 5.7.1 you are not welcome here'
  const { id, paused } = await untilPaused(senders)
  const [server] = senders.servers
  assert.ok(server && paused.note)
  const editor = await enterDesk(server)
  const page = await fetch(`${server.origin}/desk/alerts/${id}`, { headers: editor })
  assert.ok((await page.text()).includes(paused.note), paused.note)
})

async function untilPaused(senders: Senders): Promise<{ id: string; paused: ApiAlert }> {
  const id = await senders.send()
  const paused = await senders.untilState(id, 'paused')
  const tried = senders.sink.tried.size
  assert.ok(tried <= soon, `${tried} of ${readers} were tried`)
  assert.ok(paused.note, 'the alert says why')
  return { id, paused }
}

/** The relay is well again, and an editor says go on. */
async function goesOn({ sink, api, servers, untilState }: Senders, id: string): Promise<ApiAlert> {
  sink.refusal = () => null
  sink.answerDelayMs = 0
  const { status } = await api.post(servers[0]?.origin ?? '', `/api/alerts/${id}/resume`)
  assert.equal(status, 200)
  const ended = await untilState(id, 'sent')
  const reached = new Set(sink.accepted.map(({ recipient }) => recipient))
  assert.equal(ended.accepted + ended.refused, readers)
  assert.equal(ended.accepted, sink.accepted.length)
  assert.equal(reached.size, sink.accepted.length, 'once')
  return ended
}
