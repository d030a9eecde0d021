/** The other side of `reader.ts`: a thread that reads one document after the other and knows nothing else. */
import { on } from 'node:events'
import { parentPort } from 'node:worker_threads'
import { createReadingRoom } from '../feed/octet-room.ts'
import type { Document, ThreadWord } from './document.ts'
import { packItems } from './pack-items.ts'
import { readDocument } from './read-document.ts'

if (!parentPort) throw new Error('reader-thread.ts runs in a worker thread')
const port = parentPort
const room = createReadingRoom()
const say = (word: ThreadWord, given: ArrayBuffer[] = []) => port.postMessage(word, given)

async function answer(document: Document): Promise<void> {
  try {
    const reading = await readDocument(document, room)
    // The body came as a whole buffer of its own.
    const body = document.body.buffer as ArrayBuffer
    if (reading.kind === 'read') say({ ...reading, items: packItems(reading.items) })
    else say(reading, 'body' in reading ? [body] : [])
    // Left to the garbage collector, so much memory outside of its own makes it look through all of that again and again.
    if (!body.detached) body.transfer(0)
  } catch (fault) {
    say({ kind: 'given-up', why: 'fault', fault })
  } finally {
    for (const each of Object.values(room)) each.shrink()
  }
}

say('ready')
// An answer is known by its turn alone: the next document waits, also while this one waits for its parser.
for await (const [document] of on(port, 'message')) await answer(document)
