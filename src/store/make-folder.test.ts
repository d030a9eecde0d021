import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { makeFolder } from './make-folder.ts'

test('a folder is made with those above it, and once is enough', t => {
  const top = mkdtempSync(join(tmpdir(), 'tocsin-'))
  t.after(() => rmSync(top, { recursive: true }))
  const folder = join(top, 'a', 'b', 'c')
  makeFolder(folder)
  makeFolder(folder)
  assert.ok(existsSync(folder))
})

test('where no folder can be made it says so instead of trying for ever', {
  skip: !existsSync('/proc/self'),
}, () => {
  assert.throws(() => makeFolder('/proc/tocsin/data'))
})
