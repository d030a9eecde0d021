/** A thread for tests, which does what a document's body tells it to, and otherwise says in which thread that was. */
import { parentPort, threadId } from 'node:worker_threads'
import type { Document, ThreadWord } from './document.ts'

const say = (word: ThreadWord) => parentPort?.postMessage(word)

parentPort?.on('message', ({ body }: Document) => {
  const order = new TextDecoder().decode(body)
  if (order === 'never end') for (;;);
  if (order === 'take all memory') for (const kept: number[][] = []; ; ) kept.push(new Array(100_000).fill(0))
  if (order === 'throw') throw new RangeError('a fault of ours')
  if (order === 'exit') process.exit(3)
  say({ kind: 'unchanged', hash: `thread ${threadId}` })
})
say('ready')
