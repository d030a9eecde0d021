import assert from 'node:assert/strict'
import { once } from 'node:events'
import { registerHooks } from 'node:module'
import { test } from 'node:test'
import { isMainThread, parentPort, Worker } from 'node:worker_threads'

if (isMainThread)
  test('who starts loads no parser: those are loaded by the threads that parse', async t => {
    // A thread has loaded nothing yet, whatever ran in this process before.
    const worker = new Worker(new URL(import.meta.url))
    t.after(() => worker.terminate())
    const [loaded = []]: string[][] = await once(worker, 'message')
    assert.ok(loaded.some(url => url.endsWith('/src/sources/store-items.ts')))
    assert.deepEqual(
      loaded.filter(url =>
        /\/node_modules\/(?:feedsmith|htmlparser2|linkedom)\/|\/feed\/read-feed\.ts$/.test(url),
      ),
      [],
      'import what is needed from its own file, not from feed/index.ts, which brings the parser along',
    )
  })
else {
  const loaded: string[] = []
  registerHooks({
    load(url, context, next) {
      loaded.push(url)
      return next(url, context)
    },
  })
  await import('../../app.ts')
  // What the roles load besides when they start.
  await Promise.all([
    import('../../web-part.ts'),
    import('../../watch-part.ts'),
    import('../../send-part.ts'),
    import('../poll/watcher.ts'),
    import('../push/pushes.ts'),
    import('../full-text/full-text-worker.ts'),
  ])
  parentPort?.postMessage(loaded)
}
