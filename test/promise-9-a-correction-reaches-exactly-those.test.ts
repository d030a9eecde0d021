/**
 * Promise 9: a correction reaches exactly those who got the original. Whoever it did not reach yet gets the
 * corrected text instead; whoever left, was refused, or came later hears nothing. Counted at the SMTP server.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sumOf } from './support/api-client.ts'
import { type Newsroom, numbered, startNewsroom } from './support/newsroom.ts'
import type { SinkMessage, SmtpSinkHooks } from './support/smtp-sink.ts'

const readers = numbered(60)
const refused = readers.slice(0, 5)
const deferred = readers.slice(5, 10)
const inDoubt = 'reader10@example.org'
/** Accepted before the gate closes, the one in doubt among them. */
const early = 25

test('promise 9: a correction in the middle of sending: who got it hears, who did not gets the right words instead', async t => {
  const gate = Promise.withResolvers<void>()
  const newsroom = await startNewsroom(t, { readers, hooks: answersUntil(gate.promise) })
  const original = await newsroom.send()
  await newsroom.sink.waitForCount(early)
  const leaver = newsroom.sink.messages.map(({ envelopeTo: [to] }) => to).find(to => to !== inDoubt)
  assert.ok(leaver)
  await newsroom.leave(leaver)
  await newsroom.store.write(tx =>
    tx
      .updateTable('subscribers')
      .set({ state: 'left', left_at: Date.now() })
      .where('address', '=', 'reader59@example.org')
      .execute(),
  )
  await newsroom.join(['late@example.org'])
  const correction = await newsroom.correct(original)
  newsroom.sink.hooks = {}
  gate.resolve()
  const corrected = await newsroom.untilState(correction, 'sent')

  const first = byReader(newsroom, 'The bridge is closed')
  const second = byReader(newsroom, 'CORRECTION: The bridge is open')
  assert.ok(first.size >= early && first.size <= early + 5, `${first.size}: none after what was under way`)
  const expected = readers.filter(
    reader => !refused.includes(reader) && ![leaver, 'reader59@example.org'].includes(reader),
  )
  assert.deepEqual([...second.keys()].toSorted(), expected.toSorted())
  for (const mails of second.values()) assert.equal(mails.length, 1)
  for (const [reader, [mail]] of second)
    for (const before of first.get(reader) ?? []) follows(mail, before, reader)

  const books = await newsroom.alert(original)
  assert.equal(books.state, 'stopped')
  assert.equal(sumOf(books), readers.length)
  assert.equal(books.refused, refused.length)
  assert.equal(books.accepted + books.uncertain, first.size)
  assert.equal(books.withdrawn, readers.length - refused.length - first.size)
  assert.equal(corrected.accepted, expected.length)
})

test('promise 9: an update keeps the subject and the thread, and goes to who got the alert, not to who came or left', async t => {
  const newsroom = await startNewsroom(t, {
    readers: numbered(12),
    hooks: {
      onRecipient: address => (/reader[01]@/.test(address) ? { code: 550, text: 'no such user' } : 'accept'),
    },
  })
  const original = await newsroom.send()
  await newsroom.untilState(original, 'sent')
  newsroom.sink.hooks = {}
  await newsroom.leave('reader5@example.org')
  await newsroom.join(['late@example.org'])
  const update = await newsroom.send({
    kind: 'update',
    follows: original,
    headline: 'The bridge opens at noon',
    whatChanged: 'There is a time now.',
  })
  await newsroom.untilState(update, 'sent')
  const correction = await newsroom.correct(original)
  await newsroom.untilState(correction, 'sent')

  const expected = numbered(12).filter(reader => !/reader[015]@/.test(reader))
  const [first, second, third] = [
    byReader(newsroom, 'The bridge is closed'),
    byReader(newsroom, 'Re: The bridge is closed'),
    byReader(newsroom, 'CORRECTION: The bridge is open'),
  ]
  assert.deepEqual([...second.keys()].toSorted(), expected.toSorted())
  assert.deepEqual([...third.keys()].toSorted(), expected.toSorted())
  for (const reader of expected) {
    const original = first.get(reader)?.[0]
    follows(second.get(reader)?.[0], original, reader)
    const references = third.get(reader)?.[0]?.headers.get('references') ?? ''
    assert.ok(references.includes(original?.headers.get('message-id') ?? 'none'), 'the thread goes on')
  }
  assert.equal(newsroom.sink.messages.length, 10 + 2 * expected.length, 'and nothing else')
})

/** 5xx and 4xx for some, one cut off before its answer, and from the 25th on every final dot waits for the gate. */
function answersUntil(gate: Promise<void>): SmtpSinkHooks {
  let arrived = 0
  return {
    onRecipient(address) {
      if (refused.includes(address)) return { code: 550, text: 'no such user' }
      return deferred.includes(address) ? { code: 451, text: 'later' } : 'accept'
    },
    async onMessage({ envelopeTo }) {
      arrived += 1
      if (arrived > early) await gate
      return envelopeTo.includes(inDoubt) ? 'keep-and-drop' : 'accept'
    },
  }
}

function byReader({ sink }: Newsroom, subject: string): Map<string, SinkMessage[]> {
  const mails = sink.messages.filter(({ headers }) => headers.get('subject') === subject)
  return Map.groupBy(mails, ({ envelopeTo }) => envelopeTo[0] ?? '')
}

/** Threads it under the reader's own copy. */
function follows(mail: SinkMessage | undefined, before: SinkMessage | undefined, reader: string): void {
  const id = before?.headers.get('message-id')
  assert.ok(id && mail, reader)
  assert.equal(mail.headers.get('in-reply-to'), id, reader)
  assert.ok(mail.headers.get('references')?.includes(id), reader)
  assert.notEqual(mail.headers.get('message-id'), id)
}
