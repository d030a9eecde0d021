import assert from 'node:assert/strict'
import { test } from 'node:test'
import { commands } from './commands.ts'

test('each command is the one of that name', async () => {
  assert.ok(commands.length > 0)
  for (const [name, load] of commands) assert.equal((await load()).name, name)
})

test('no command hides behind the beginning of another', () => {
  for (const [at, [name]] of commands.entries())
    for (const [earlier] of commands.slice(0, at)) assert.ok(!`${name} `.startsWith(`${earlier} `), name)
})
