/** A newsroom that has sent every kind of mail a reader can get, each to somebody for whom its links are still to be used. */
import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { addTopic } from '../../src/subscribers/index.ts'
import { linksOf, pathOf } from './every-address.ts'
import { type Newsroom, startNewsroom } from './newsroom.ts'
import { pollUntil } from './poll-until.ts'
import { choicesPath, choose, digestsLeft, pressChoice, strikeDigests } from './reader-choices.ts'

const at = (name: string) => `${name}@example.org`
export const people = {
  /** Signed up and has not confirmed. */
  pending: at('pending'),
  /** Signed up, confirmed, chose; got an alert, an update and a correction. */
  ada: at('ada'),
  digest: at('digest'),
  data: at('data'),
  fresh: at('fresh'),
  /** Asked again with a topic, though known. */
  known: at('known'),
  /** Left, and asked for a last mail. */
  left: at('left'),
}
const { pending, ada, ...imported } = people

export interface MailedNewsroom extends Newsroom {
  /** Paths of all links in all mails, each once. */
  linked: readonly string[]
  /** Shown to who left, in no mail. */
  leftPath: string
  /** The path in the newest mail to them that begins so. */
  linkTo(address: string, start: string): Promise<string>
}

export async function startMailedNewsroom(t: TestContext): Promise<MailedNewsroom> {
  const newsroom = await startNewsroom(t, { readers: Object.values(imported) })
  await newsroom.store.write(tx =>
    addTopic(tx, { kind: 'topic', name: 'Harbour', slug: 'harbour', names: {}, about: '' }),
  )
  const confirmed = await newsroom.post(await newsroom.signUp(ada))
  assert.equal(confirmed.status, 200)
  await choose(newsroom, ada, { watch: 'bridge', least: 'developing' })
  await choose(newsroom, people.digest, { dailyMost: '0' })
  await pressChoice(newsroom, ada, { press: 'less 1' })
  await newsroom.signUp(pending)
  await newsroom.subscribe({ address: people.known, topics: 'harbour' })
  await sendAlerts(newsroom)
  assert.equal((await newsroom.post(`${await choicesPath(newsroom, people.data)}/my-data`)).status, 200)
  const expired = await choicesPath(newsroom, people.fresh, 40)
  assert.equal((await newsroom.post(`${expired}/fresh`)).status, 200)
  const leftPath = await leave(newsroom)
  await everyKindWent(newsroom)
  const linkTo = async (address: string, start: string) => {
    const links = (await newsroom.inbox(address)).flatMap(linksOf).map(link => pathOf(newsroom, link))
    return links.findLast(path => path.startsWith(start)) ?? assert.fail(`${address} has no ${start}`)
  }
  const links = (await everyMailOf(newsroom)).flatMap(linksOf).map(link => pathOf(newsroom, link))
  return { ...newsroom, leftPath, linkTo, linked: [...new Set(links)].filter(Boolean) }
}

async function sendAlerts(newsroom: Newsroom): Promise<void> {
  const { untilState, send, correct, store } = newsroom
  const original = await send({ topics: ['Harbour'] })
  await untilState(original, 'sent')
  await untilState(await send({ kind: 'update', follows: original, whatChanged: 'It rains.' }), 'sent')
  await untilState(await correct(original), 'sent')
  await strikeDigests(store)
  await digestsLeft(store)
}

async function leave(newsroom: Newsroom): Promise<string> {
  const [mail] = await newsroom.inbox(people.left)
  assert.ok(mail)
  const link = linksOf(mail).find(path => path.includes('/unsubscribe/')) ?? ''
  const page = await (await newsroom.post(pathOf(newsroom, link))).text()
  const path = /action="(\/left\/[^"?]+)/.exec(page)?.[1] ?? assert.fail('no undo is offered')
  assert.equal((await newsroom.post(path, { press: 'mail' })).status, 303)
  return path
}

/** Single mails by their kind; of alerts the sink knows. */
async function everyKindWent({ store, sink }: Newsroom): Promise<void> {
  const rows = await pollUntil('all single mails to be accepted', async () => {
    const mails = await store.read.selectFrom('outbox').select(['kind', 'state']).execute()
    return mails.length === 7 && mails.every(({ state }) => state === 'accepted') && mails
  })
  const kinds = [...new Set(rows.map(({ kind }) => kind))].toSorted()
  assert.deepEqual(kinds, ['already', 'choices', 'confirmation', 'digest', 'left', 'my-data'])
  const subjects = new Set(sink.messages.map(({ headers }) => headers.get('subject') ?? ''))
  for (const subject of [
    'The bridge is closed',
    'Re: The bridge is closed',
    'CORRECTION: The bridge is open',
  ])
    assert.ok(subjects.has(subject), subject)
}

async function everyMailOf({ sink, inbox }: Newsroom) {
  const recipients = new Set(sink.messages.flatMap(message => message.envelopeTo))
  return (await Promise.all([...recipients].map(inbox))).flat()
}
