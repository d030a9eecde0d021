/** The other side of `reader.ts`: a thread that reads one document after the other and knows nothing else. */
import { on } from 'node:events'
import { parentPort } from 'node:worker_threads'
import type { Document, ThreadWord } from './document.ts'
import { packItems } from './pack-items.ts'
import { readDocument } from './read-document.ts'

if (!parentPort) throw new Error('reader-thread.ts runs in a worker thread')
const port = parentPort
const say = (word: ThreadWord, given: ArrayBuffer[] = []) => port.postMessage(word, given)

async function answer(document: Document): Promise<void> {
  try {
    const reading = await readDocument(document)
    if (reading.kind === 'read') return say({ ...reading, items: packItems(reading.items) })
    // The body came as a whole buffer of its own.
    say(reading, 'body' in reading ? [reading.body.buffer as ArrayBuffer] : [])
  } catch (fault) {
    say({ kind: 'given-up', why: 'fault', fault })
  }
}

say('ready')
// An answer is known by its turn alone: the next document waits, also while this one waits for its parser.
for await (const [document] of on(port, 'message')) await answer(document)
