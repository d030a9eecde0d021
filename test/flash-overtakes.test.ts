/**
 * A flash that is sent while a large developing alert goes out overtakes it: from its first mail to its last,
 * nothing of the other arrives but what the connections already held. Of several processes, one that finds no
 * more of the flash to take goes on with the other, while the rest send the last of what they took.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { pollUntil } from './support/poll-until.ts'
import { processCounts, startSenders } from './support/senders.ts'

const readers = 2_000
const connections = 20
/** 2,000 a second. */
const answerDelayMs = 20
/** While the flash is written and frozen, which is not what is measured here; on a busy machine either takes long. */
const slowlyMs = 1_000
/** Arrived of the developing one when the flash is sent. */
const before = 300

for (const processes of processCounts)
  test(`a flash overtakes a developing alert, ${processes} sending: its mails come before what no connection held`, async t => {
    const senders = await startSenders(t, { readers, processes, connections, answerDelayMs })
    const { accepted } = senders.sink
    const developing = await senders.send({ headline: 'The river rises', priority: 'developing' })
    await pollUntil(`${before} of the developing alert`, async () => accepted.length >= before)
    senders.sink.answerDelayMs = slowlyMs
    const flash = await senders.send({ headline: 'The dam broke', priority: 'flash' })
    await pollUntil('the flash to be frozen', async () => (await senders.alert(flash)).frozen)
    senders.sink.answerDelayMs = answerDelayMs
    await senders.untilState(flash, 'sent')
    senders.sink.answerDelayMs = 0
    await senders.untilState(developing, 'sent')

    const flashAt = accepted.flatMap(({ accepted }, at) =>
      accepted?.subject === 'The dam broke' ? [at] : [],
    )
    assert.equal(flashAt.length, readers)
    assert.equal(accepted.length, 2 * readers, 'and the developing alert went on to everybody')
    assert.ok((flashAt.at(-1) ?? 0) < accepted.length - 1, 'the developing alert had to wait')
    // At its end a connection that has no more of it goes on, while others still send the last two that they hold.
    const judged = processes === 1 ? readers - 2 * connections : readers / 2
    const between = (flashAt[judged - 1] ?? 0) - (flashAt[0] ?? 0) + 1 - judged
    // Two per connection were held; more slip in where a busy machine fetches the next of the flash late. Not overtaken, it were all.
    const most = 5 * connections
    assert.ok(between <= most, `${between} came between, at most ${most} may`)
    t.diagnostic(`${between} of the developing alert came among the first ${judged} of the flash`)
  })
