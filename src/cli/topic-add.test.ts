import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { migratedStorePlace } from '../../test/support/store-place.ts'
import { environmentOf } from '../../test/support/tocsin-process.ts'
import { main } from './main.ts'

async function place(t: TestContext) {
  const env = environmentOf(await migratedStorePlace(t))
  return async (...args: string[]) => {
    const err: string[] = []
    const code = await main(['topic', 'add', ...args], {
      env,
      out: () => undefined,
      err: text => err.push(text),
    })
    return { code, err: err.join('\n') }
  }
}

test('what is wrong with a topic is said with the option that mends it', async t => {
  const add = await place(t)
  const wrong: [string[], RegExp][] = [
    [[''], /^tocsin: Give it a name\.$/],
    [['地震'], /^tocsin: --slug: Give 1 to 40 .*: the name has none of them\.$/],
    [['Quakes', '--slug', 'a b'], /^tocsin: --slug: .*"a b" cannot be used\.$/],
    [['Quakes', '--name', 'jp=地震'], /^tocsin: --name knows the languages en, .*, but has "jp"\.$/],
  ]
  for (const [args, expected] of wrong) {
    const { code, err } = await add(...args)
    assert.equal(code, 2)
    assert.match(err, expected)
  }
  assert.deepEqual(await add('地震', '--slug', 'quakes', '--name', 'en=Quakes'), { code: 0, err: '' })
})
