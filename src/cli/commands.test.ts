import assert from 'node:assert/strict'
import { test } from 'node:test'
import { commands } from './commands.ts'
import { main } from './main.ts'

test('each command is the one of that name', async () => {
  assert.ok(commands.length > 0)
  for (const [name, load] of commands) assert.equal((await load()).name, name)
})

test('no command hides behind the beginning of another', () => {
  for (const [at, [name]] of commands.entries())
    for (const [earlier] of commands.slice(0, at)) assert.ok(!`${name} `.startsWith(`${earlier} `), name)
})

/** What one call prints, and its exit code. */
async function said(...argv: string[]) {
  const out: string[] = []
  const err: string[] = []
  const line = {
    env: {},
    out: (text: string) => void out.push(text),
    err: (text: string) => void err.push(text),
  }
  return { code: await main(argv, line), out, err }
}

test('the list of commands says of each a whole sentence', async () => {
  const { code, out } = await said()
  assert.equal(code, 0)
  assert.equal(out.length, commands.length + 1)
  for (const line of out.slice(1)) assert.match(line, /(?:\.|NAME)$/)
})

test('the first word alone shows what begins with it, and is no mistake', async () => {
  for (const argv of [['rule'], ['rule', '--help']]) {
    const { code, out, err } = await said(...argv)
    assert.deepEqual([code, err], [0, []])
    const names = commands.map(([name]) => name).filter(name => name.startsWith('rule '))
    assert.deepEqual(
      out.slice(1).map(line => line.trim().split('  ')[0]),
      names,
    )
  }
})

test('a command that there is not is said in a line or two, with those that begin alike', async () => {
  assert.deepEqual(await said('ruel', 'list'), {
    ...{ code: 2, out: [] },
    err: ['tocsin: there is no command "ruel list".', 'Type tocsin to see the commands.'],
  })
  const { code, out, err } = await said('weight', 'lst')
  assert.deepEqual([code, out, err[0]], [2, [], 'tocsin: there is no command "weight lst".'])
  assert.ok(err.some(line => line.startsWith('  weight list ')))
})
