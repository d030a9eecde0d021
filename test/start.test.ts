/** Starting, stopping and refusing to start, as an operator sees it: links, one clear line, an exit code. */
import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, existsSync, openSync } from 'node:fs'
import { createServer } from 'node:net'
import { type TestContext, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { startNewsroom } from './support/newsroom.ts'
import { runHere } from './support/run-here.ts'
import { freshStorePlace, migratedStorePlace, testStoreKind } from './support/store-place.ts'
import { type Environment, environmentOf, runCommand, startTocsin } from './support/tocsin-process.ts'

const program = fileURLToPath(new URL('../bin/tocsin.ts', import.meta.url))
const secrets = ['a secret that is only good for tests', 'hunter2', 'pg-pass-word']

test('start prints three links, in words and as JSON, and SIGTERM ends it with 0', async t => {
  const env = environmentOf(await freshStorePlace(t))
  const server = await startTocsin(t, env)
  assert.match(server.site, /^http:\/\/localhost:\d+\/?$/)
  assert.match(server.desk, /^http:\/\/localhost:\d+\/desk\/enter\/[\w-]+$/)
  assert.match(server.mailbox ?? '', /^http:\/\/localhost:\d+\/mailbox$/)
  for (const link of [server.site, server.desk, server.mailbox ?? ''])
    assert.equal((await fetch(link.replace('localhost', '127.0.0.1'))).status, 200, link)
  assert.equal(await server.stop(), 0)

  const words = await startInWords(t, env)
  assert.match(words, /^Tocsin is running\.\n {2}Site +http\S+\n {2}Desk +http\S+\n {2}Mailbox +http\S+\n$/)
  noSecretIn(words)
})

test('a second start on the same data goes on: readers, alerts, sessions and links are still there', async t => {
  const { env, server, ...newsroom } = await startNewsroom(t, { readers: ['reader@example.org'] })
  const editor = await newsroom.enterDesk()
  const confirmPath = await newsroom.signUp('pending@example.org')
  const id = await newsroom.send()
  await newsroom.untilState(id, 'sent')
  assert.equal(await server.stop(), 0)

  const again = await startTocsin(t, env)
  assert.match(again.desk, /\/desk$/, 'no new link once somebody has entered')
  const get = (path: string, headers = {}) => fetch(`${again.origin}${path}`, { headers })
  assert.equal((await get('/desk', { cookie: editor['cookie'] ?? '' })).status, 200)
  assert.match(await (await get(`/alerts/${id}`)).text(), /The bridge is closed/)
  const confirmed = await fetch(`${again.origin}${confirmPath}`, { method: 'POST' })
  assert.match(await confirmed.text(), /You are signed up/)
  const more = await newsroom.api.post<{ id: string }>(again.origin, '/api/alerts', {
    headline: 'A second alert',
    summary: 'After the start.',
    send: true,
  })
  await newsroom.sink.waitForCount(4)
  assert.equal(more.status, 201)
  assert.equal((await newsroom.inbox('reader@example.org')).length, 2)
})

type Case = [RegExp, Environment, string[]?]
const noServer: Case = [
  /DATABASE_URL|PostgreSQL/,
  { DATABASE_URL: 'postgres://u:pg-pass-word@127.0.0.1:1/none' },
]

test('what is wrong in the environment is one line that names it, and exit code 1', async t => {
  const taken = await takenPort(t)
  // Said before the store is opened, whichever it is.
  const beforeTheStore: Case[] = [
    [/PORT must be a whole number.*"abc"/, { PORT: 'abc' }],
    [/PUBLIC_URL must be.*"foo"/, { PUBLIC_URL: 'foo' }],
    [/SMTP_URL must look like/, { SMTP_URL: 'nonsense:hunter2' }],
    [/ALLOW_FETCH must be.*"300\.0\.0\.0\/8"/, { ALLOW_FETCH: '300.0.0.0/8' }],
    [/DATA_DIR \/dev\/null\/x cannot be written to/, { DATA_DIR: '/dev/null/x' }],
    [/SECRET must have at least 32 characters/, { SECRET: 'hunter2' }],
    [/DATABASE_URL must start with/, { DATABASE_URL: 'mysql://u:pg-pass-word@h/d' }],
    [/DKIM names .*cannot be read/, { DKIM: 's:/nowhere/key.pem', MAIL_FROM: 'alerts@news.example' }],
    [/--allow-http/, { SMTP_URL: 'smtp://u:hunter2@mail.example.org', PUBLIC_URL: 'http://news.example' }],
    [/--roles must be/, {}, ['--roles', 'web,cook']],
  ]
  const queue: Case[] = [
    [/PORT|port/, { PORT: String(taken) }],
    [/SOURCES names .*cannot be read/, { SOURCES: '/nowhere/none.opml' }],
    ...(testStoreKind() === 'postgres' ? [noServer] : beforeTheStore),
  ]
  // Two at a time: each is a process of its own.
  const work = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const [words, wrong, args = []] = next
      const { code, out, err } = await runCommand(environmentOf(await migratedStorePlace(t), wrong), [
        'start',
        ...args,
      ])
      assert.equal(code, args.includes('--roles') ? 2 : 1, `${words}: ${err}`)
      assert.match(err, words)
      assert.equal(err.trimEnd().split('\n').length, 1, err)
      assert.match(err, /^tocsin: /)
      assert.equal(out, '')
      noSecretIn(err)
    }
  }
  await Promise.all([work(), work()])
})

test('--allow-http starts it with plain links and a relay elsewhere', async t => {
  const wish = { SMTP_URL: 'smtp://mail.invalid', PUBLIC_URL: 'http://news.example' }
  const server = await startTocsin(t, environmentOf(await migratedStorePlace(t), wish), ['--allow-http'])
  assert.equal(server.site.replace(/\/$/, ''), 'http://news.example')
  assert.equal(server.mailbox, null)
})

test('a second server on the same SQLite folder is refused in one line; on PostgreSQL it shares the work', async t => {
  const env = environmentOf(await migratedStorePlace(t))
  await startTocsin(t, env)
  if (testStoreKind() === 'postgres') {
    const second = await startTocsin(t, env)
    assert.equal(await second.stop(), 0)
    return
  }
  const { code, err } = await runCommand(env, ['start'])
  assert.equal(code, 1)
  assert.match(err, /^tocsin: Another tocsin is running on [^\n]+\n$/)
})

test('every command explains itself and speaks JSON', async t => {
  const env = environmentOf(await migratedStorePlace(t))
  const { out } = await runHere(env, ['--help'])
  const names = [...out.matchAll(/^ {2}([a-z]+(?: [a-z]+)?) {2,}/gm)].map(([, name = '']) => name)
  assert.ok(names.length >= 9, names.join(', '))
  for (const name of names) {
    const { code, out } = await runHere(env, [...name.split(' '), '--help'])
    assert.equal(code, 0)
    assert.ok(out.startsWith(`usage: tocsin ${name}`), out)
  }
  for (const args of [
    ['source', 'add', 'http://127.0.0.1:9/feed'],
    ['source', 'list'],
    ['editor', 'invite', 'Ada'],
    ['token', 'create', 'wire'],
    ['dkim', 'new', '--domain', 'news.example'],
    ['consent', 'verify'],
    ['routes'],
  ]) {
    const { code, out, err } = await runHere(env, [...args, '--json'])
    assert.equal(code, 0, err)
    assert.equal(typeof JSON.parse(out), 'object', args.join(' '))
    noSecretIn(out)
  }
  const unknown = await runHere(env, ['source', 'add', 'http://127.0.0.1:9/feed', '--evry', '5m'])
  assert.equal(unknown.code, 2)
  assert.match(unknown.err, /evry/)
})

test('what cannot be written out is one line, and a failure', { skip: !existsSync('/dev/full') }, () => {
  const full = openSync('/dev/full', 'w')
  const { status, stderr } = spawnSync(process.execPath, [program, 'routes'], {
    stdio: ['ignore', full, 'pipe'],
    encoding: 'utf8',
  })
  closeSync(full)
  assert.equal(status, 1)
  assert.match(stderr, /^tocsin: standard output cannot be written to: ENOSPC.*\n$/)
})

function noSecretIn(text: string): void {
  for (const secret of secrets) assert.ok(!text.includes(secret), 'a secret was printed')
}

async function takenPort(t: TestContext): Promise<number> {
  const server = createServer()
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  t.after(() => server.close())
  const address = server.address()
  return typeof address === 'object' && address ? address.port : 0
}

/** Everything on standard output until it was told to end. */
async function startInWords(t: TestContext, env: Environment): Promise<string> {
  const child = spawn(process.execPath, [program, 'start'], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  t.after(() => void child.kill('SIGKILL'))
  const ended = once(child, 'exit')
  let out = ''
  for await (const chunk of child.stdout) {
    out += chunk
    if (/Mailbox.*\n/.test(out)) child.kill('SIGTERM')
  }
  assert.deepEqual(await ended, [0, null])
  return out
}
