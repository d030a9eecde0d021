import assert from 'node:assert/strict'
import { registerHooks } from 'node:module'
import { test } from 'node:test'

test('who starts loads no parser: those are loaded by the threads that parse', async () => {
  const loaded: string[] = []
  const hooks = registerHooks({
    load(url, context, next) {
      loaded.push(url)
      return next(url, context)
    },
  })
  await import('../../app.ts')
  hooks.deregister()
  assert.ok(loaded.some(url => url.endsWith('/src/sources/store-items.ts')))
  assert.deepEqual(
    loaded.filter(url =>
      /\/node_modules\/(?:feedsmith|htmlparser2|linkedom)\/|\/feed\/read-feed\.ts$/.test(url),
    ),
    [],
    'import what is needed from its own file, not from feed/index.ts, which brings the parser along',
  )
})
