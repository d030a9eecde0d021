/** One thread that reads documents, one after the other, until it ends: by order, by itself, or for lack of memory. */
import { isMarkedAsUntransferable } from 'node:worker_threads'
import { startBusyThread } from '../../store/index.ts'
import type { Document, DocumentReading, GivenUp, PackedReading, ThreadWord } from './document.ts'
import { unpackItems } from './pack-items.ts'

export interface ReaderThread {
  /** Null once it reads; else why it cannot. */
  readonly ready: Promise<GivenUp | null>
  readonly ended: boolean
  /**
   * One after the other, in the order they came. Resolves with why the thread ended when it does so meanwhile; null: it
   * had not come to this document yet.
   */
  read(document: Document): Promise<DocumentReading | null>
  /** Resolves when it has gone; `why` becomes of what it reads. */
  end(why: GivenUp['why']): Promise<void>
}

/**
 * Most of what a document takes is garbage soon. With 8 MiB for that a thread is no smaller in the end and takes a
 * third more CPU; left to itself V8 takes 30 MiB more and is as fast. 10 MB of the densest feed need 120 MiB.
 */
const resourceLimits = { maxOldGenerationSizeMb: 192, maxYoungGenerationSizeMb: 48 }

export function startThread(program: URL): ReaderThread {
  const worker = startBusyThread(program, { resourceLimits })
  const gone = Promise.withResolvers<void>()
  const starting = Promise.withResolvers<GivenUp | null>()
  const sent: ((reading: DocumentReading | null) => void)[] = []
  let over: GivenUp | null = null
  const end = (why: GivenUp['why'], fault?: unknown) => {
    if (over) return
    over = { kind: 'given-up', why, ...(fault === undefined ? {} : { fault }) }
    starting.resolve(over)
    sent.shift()?.(over)
    for (const settle of sent.splice(0)) settle(null)
    void worker.terminate()
  }
  worker.on('message', (word: ThreadWord) => {
    if (word === 'ready') starting.resolve(null)
    else sent.shift()?.(unpacked(word))
    // Who only waits for the next document may end.
    if (sent.length === 0) worker.unref()
  })
  worker.on('error', fault => (isOutOfMemory(fault) ? end('large') : end('fault', fault)))
  worker.on('exit', code => {
    end('fault', new Error(`a reader's thread ended by itself, with ${code}`))
    gone.resolve()
  })
  return {
    ready: starting.promise,
    get ended() {
      return over !== null
    },
    read(document) {
      if (over) return Promise.resolve(over)
      const { promise, resolve } = Promise.withResolvers<DocumentReading | null>()
      sent.push(resolve)
      worker.ref()
      const body = ownOctets(document.body)
      worker.postMessage({ ...document, body }, [body.buffer])
      return promise
    },
    async end(why) {
      end(why)
      await gone.promise
    },
  }
}

function unpacked(reading: PackedReading): DocumentReading {
  return reading.kind === 'read' ? { ...reading, items: unpackItems(reading.items) } : reading
}

/** What may be given away: a small Buffer is a piece of a pool that others have pieces of too. */
function ownOctets(body: Uint8Array): Uint8Array<ArrayBuffer> {
  const { buffer, byteLength } = body
  const own = buffer instanceof ArrayBuffer && buffer.byteLength === byteLength
  return own && !isMarkedAsUntransferable(buffer) ? new Uint8Array(buffer) : new Uint8Array(body)
}

function isOutOfMemory(fault: unknown): boolean {
  return fault instanceof Error && 'code' in fault && fault.code === 'ERR_WORKER_OUT_OF_MEMORY'
}
