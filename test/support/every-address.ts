/** A newsroom in which everything has happened once, and every address that its pages and mails hold. */
import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { startFeedServer } from './feed-server.ts'
import { elementsOf } from './html-elements.ts'
import { type Newsroom, press, type ReadMail, startNewsroom } from './newsroom.ts'
import { pollUntil } from './poll-until.ts'

export interface BusyNewsroom extends Newsroom {
  /** Headers of an editor's browser. */
  editor: Record<string, string>
  mails: ReadMail[]
  /** Of all these mails, ours only, as paths. */
  linked: string[]
  /** Every GET address of the route table with what there is, and every link. */
  paths: string[]
}

export const article = 'https://example.com/the-article?id=7&from=wire'

/** Stories from a feed; readers in each state; an alert, an update, a correction; a draft, its test mail; an invitation. */
export async function startBusyNewsroom(t: TestContext): Promise<BusyNewsroom> {
  const newsroom = await startNewsroom(t, { readers: ['imported@example.org'] })
  const feed = await startFeedServer(t)
  await newsroom.run('source', 'add', feed.url, '--every', '1h')
  await pollUntil('a story', async () => (await storyIds(newsroom)).length > 0)
  const confirmPath = await newsroom.signUp('confirmed@example.org')
  assert.equal((await newsroom.post(confirmPath)).status, 200)
  await newsroom.signUp('pending@example.org', true)
  const editor = await newsroom.enterDesk()
  const sent = await sendOneOfEach(newsroom)
  const draft = await newsroom.send({ send: false, headline: 'A draft', priority: 'flash' })
  await sendTestMail(newsroom, editor, draft)
  const invitation = new URL(await newsroom.run('editor', 'invite', 'Grace')).pathname

  const mails = await everyMail(newsroom)
  const own = mails.flatMap(linksOf).map(link => pathOf(newsroom, link))
  const linked = [...new Set(own)].filter(Boolean)
  const tokenPaths = [...linked, confirmPath, invitation, await leaveByButton(newsroom, linked)]
  const walked = await getPathsOf(newsroom, { tokenPaths, alertIds: [sent, draft] })
  return { ...newsroom, editor, mails, linked, paths: [...new Set([...tokenPaths, ...walked])] }
}

/** One of the readers leaves at the end: where they may undo it. */
async function leaveByButton(newsroom: Newsroom, linked: readonly string[]): Promise<string> {
  const link = linked.find(path => path.startsWith('/unsubscribe/'))
  assert.ok(link, 'no mail has a link to leave')
  const page = await (await newsroom.post(link)).text()
  return /action="(\/left\/[^"]+)"/.exec(page)?.[1] ?? ''
}

async function sendOneOfEach(newsroom: Newsroom): Promise<string> {
  const id = await newsroom.send({ url: article })
  await newsroom.untilState(id, 'sent')
  const update = await newsroom.send({ kind: 'update', follows: id, url: article, whatChanged: 'It rains.' })
  await newsroom.untilState(update, 'sent')
  await newsroom.untilState(await newsroom.correct(id), 'sent')
  return id
}

async function sendTestMail(newsroom: Newsroom, editor: Record<string, string>, id: string): Promise<void> {
  const page = `/desk/alerts/${id}`
  const fields = { testAddress: 'editor@example.org' }
  const answer = await press(newsroom, editor, { page, action: `${page}/test`, fields })
  assert.equal(answer.status, 303, await answer.text())
  await pollUntil('the test mail', async () => (await newsroom.inbox('editor@example.org')).length > 0)
}

async function everyMail({ sink, inbox }: Newsroom): Promise<ReadMail[]> {
  const recipients = new Set(sink.messages.flatMap(message => message.envelopeTo))
  return (await Promise.all([...recipients].map(inbox))).flat()
}

/** In the HTML part, the text part and the headers. */
export function linksOf({ mail, headers }: ReadMail): string[] {
  const inHtml = elementsOf(mail.html ?? '').flatMap(({ attributes }) => [
    attributes['href'],
    attributes['src'],
  ])
  const inText = [mail.text ?? '', ...headers.values()].flatMap(
    text => text.match(/https?:\/\/[^\s<>]+/g) ?? [],
  )
  return [...inHtml, ...inText].filter(link => link !== undefined)
}

/** Empty for a link that does not lead to us. */
export function pathOf({ server }: Newsroom, link: string): string {
  if (!URL.canParse(link)) return ''
  const { origin, pathname, search } = new URL(link)
  return origin === new URL(server.site).origin ? `${pathname}${search}` : ''
}

async function storyIds({ store }: Newsroom): Promise<string[]> {
  const rows = await store.read.selectFrom('stories').select('id').limit(2).execute()
  return rows.map(({ id }) => String(id))
}

async function getPathsOf(
  newsroom: Newsroom,
  { tokenPaths, alertIds }: { tokenPaths: string[]; alertIds: string[] },
): Promise<string[]> {
  const table: { method: string; path: string }[] = JSON.parse(await newsroom.run('routes', '--json'))
  const stories = await storyIds(newsroom)
  return table
    .filter(({ method }) => method === 'GET')
    .flatMap(({ path }) => {
      if (path.endsWith('/:token'))
        return tokenPaths.filter(real => real.startsWith(path.replace(':token', '')))
      if (!path.includes(':')) return [path]
      return (path.includes('/stories/') ? stories : alertIds).map(id => path.replace(':id', id))
    })
}
