import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { freshStorePlace } from '../../test/support/store-place.ts'
import { environmentOf } from '../../test/support/tocsin-process.ts'
import { main } from './main.ts'

async function place(t: TestContext) {
  const env = environmentOf(await freshStorePlace(t))
  return async (...args: string[]) => {
    const [out, err]: [string[], string[]] = [[], []]
    const line = { env, out: (text: string) => out.push(text), err: (text: string) => err.push(text) }
    const code = await main(args, line)
    return { code, out: out.join('\n'), err: err.join('\n') }
  }
}

test('editors are listed and dropped by name', async t => {
  const run = await place(t)
  assert.match((await run('editor', 'list')).out, /No editors yet/)
  await run('editor', 'invite', 'Ada')
  await run('editor', 'invite', 'Ada')
  assert.equal((await run('editor', 'list')).out, 'Ada\tnever came in, holds 2 links')
  const [listed] = JSON.parse((await run('editor', 'list', '--json')).out)
  assert.deepEqual([listed.name, listed.enteredAt, listed.sessions, listed.links], ['Ada', null, 0, 2])
  assert.equal((await run('editor', 'drop', 'Ada')).out, 'No longer an editor: Ada')
  const again = await run('editor', 'drop', 'Ada')
  assert.deepEqual([again.code, again.out], [1, ''])
  assert.match(again.err, /No editor is called "Ada"\. tocsin editor list/)
})

test('tokens are listed and taken back by name, and never shown', async t => {
  const run = await place(t)
  assert.match((await run('token', 'list')).out, /No tokens yet/)
  const { token } = JSON.parse((await run('token', 'create', 'cms', '--json')).out)
  const { out } = await run('token', 'list')
  assert.match(out, /^cms\t\d{4}-\d\d-\d\dT/)
  assert.ok(!out.includes(token))
  assert.equal((await run('token', 'drop', 'cms', '--json')).out, '{"dropped":"cms"}')
  assert.match((await run('token', 'drop', 'cms')).err, /No token is called "cms"/)
})
