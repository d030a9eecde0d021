import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { type TestContext, test } from 'node:test'
import { readItem } from '../read-items.ts'
import { entry, rss, startPublisher, startWatching } from './test-publisher.ts'

const minuteMs = 60_000

/** A server that knows what was read before, and says so; polled every ten minutes. */
async function startPair(t: TestContext) {
  const [publisher, watching] = [await startPublisher(t), await startWatching(t)]
  await watching.add(publisher.url, { everyMs: 10 * minuteMs })
  let notChanged = 0
  const show = (title: string) => {
    const body = rss([{ ...entry('quake'), title }])
    const etag = `"${createHash('sha1').update(body).digest('hex')}"`
    publisher.answer = (request, response) => {
      const known = request.headers['if-none-match'] === etag
      if (known) notChanged += 1
      response.writeHead(known ? 304 : 200, { etag }).end(known ? undefined : body)
    }
  }
  const item = async () => (await readItem(watching.store.read, 1)) ?? assert.fail('no item')
  return { show, poll: watching.poll, item, notChanged: () => notChanged }
}

test('a headline that is taken back is heard within two hours, though the document stands still since', async t => {
  const { show, poll, item, notChanged } = await startPair(t)
  show('Strong earthquake hits Chile')
  await poll()
  show('Ten dead in Chile earthquake')
  await poll()
  show('Strong earthquake hits Chile')
  for (let polls = 0; polls < 4; polls++) await poll()
  assert.deepEqual([(await item()).title, notChanged()], ['Ten dead in Chile earthquake', 0])
  for (let polls = 0; polls < 8; polls++) await poll()
  assert.deepEqual([(await item()).title, (await item()).revision], ['Strong earthquake hits Chile', 3])
  assert.ok(notChanged() > 2, 'then the document is asked for on condition again')
})

test('an old copy between two looks at the new one is no news', async t => {
  const { show, poll, item } = await startPair(t)
  for (let turn = 0; turn < 6; turn++) {
    show('Strong earthquake hits Chile')
    await poll()
    show('Ten dead in Chile earthquake')
    await poll()
    await poll()
  }
  assert.equal((await item()).revision, 2)
})
