import assert from 'node:assert/strict'
import { test } from 'node:test'
import { rss } from '../poll/test-publisher.ts'
import type { Document } from './document.ts'
import { readDocument } from './read-document.ts'
import { startThread } from './thread.ts'

const texts: Record<'feed' | 'page', string> = {
  feed: rss([{ guid: '1', link: 'https://news.example/1', title: 'One', text: 'First.' }]),
  page: '<html><title>A page</title><body><main><p>What a page says.</p></main></body></html>',
}

function document(kind: 'feed' | 'page'): Document {
  const body = new TextEncoder().encode(texts[kind])
  return { kind, body, contentType: 'text/html', url: `https://news.example/${kind}`, knownHash: null }
}

test('what is sent ahead is answered in its turn, though the one before it has to load its parser first', async t => {
  const thread = startThread(new URL('./reader-thread.ts', import.meta.url))
  t.after(() => thread.end('fault'))
  await thread.read(document('feed'))
  const kinds: ('feed' | 'page')[] = ['page', 'feed', 'page', 'feed']
  const readings = await Promise.all(kinds.map(kind => thread.read(document(kind))))
  assert.deepEqual(readings, await Promise.all(kinds.map(kind => readDocument(document(kind)))))
})
