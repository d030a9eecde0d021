import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testDesk } from './test-desk.ts'

test('the menu marks the place where one is, also on the pages below it', async t => {
  const desk = await testDesk(t)
  const marked = async (path: string) => {
    const page = await (await desk.get(path)).text()
    return [...page.matchAll(/href="([^"]+)" data-key="." aria-current="(page|true)"/g)].map(([, ...m]) => m)
  }
  assert.deepEqual(await marked('/desk/rules'), [['/desk/rules', 'page']])
  assert.deepEqual(await marked('/desk/rules/new'), [['/desk/rules', 'true']])
  assert.deepEqual(await marked('/desk'), [])
})

test('from an address that there is not an editor gets back to the desk, a stranger to the front page', async t => {
  const desk = await testDesk(t)
  const missing = await (await desk.get('/desk/alerts/999')).text()
  assert.match(missing, /<a class="tap" href="\/desk">To the desk<\/a>/)
  const stranger = await (await desk.get('/desk/sources', null)).text()
  assert.match(stranger, /<a class="tap" href="\/">To the front page<\/a>/)
})
