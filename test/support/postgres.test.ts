import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { existsSync, watch } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname } from 'node:path'
import { createInterface } from 'node:readline'
import { test } from 'node:test'
import pg from 'pg'
import { startPostgres } from './postgres.ts'

const folderOf = (url: string) => new URL(url).searchParams.get('host') ?? ''

function untilDisconnected(client: pg.Client): Promise<void> {
  client.on('error', () => undefined)
  return new Promise(done => client.once('end', () => done()))
}

async function untilGone(folder: string, signal: AbortSignal): Promise<void> {
  const watcher = watch(dirname(folder), { signal })
  await new Promise<void>((done, fail) => {
    const look = () => !existsSync(folder) && done()
    watcher.on('change', look).on('error', fail).on('close', fail)
    look()
  })
  watcher.close()
}

test('a stopped server leaves neither a connection nor a folder', async () => {
  const server = await startPostgres()
  const client = new pg.Client({ connectionString: await server.createDatabase() })
  const ended = untilDisconnected(client)
  await client.connect()
  await server.stop()
  await ended
  assert.equal(existsSync(folderOf(server.url())), false)
})

test('a durable server keeps its data where it is told to and answers a commit when it is on disk', async t => {
  const server = await startPostgres({ durableIn: tmpdir() })
  t.after(() => server.stop())
  assert.equal(dirname(folderOf(server.url())), tmpdir())
  const client = new pg.Client({ connectionString: server.url() })
  await client.connect()
  for (const name of ['fsync', 'synchronous_commit', 'full_page_writes']) {
    const { rows } = await client.query(`show ${name}`)
    assert.deepEqual(rows, [{ [name]: 'on' }])
  }
  await client.end()
})

test('a server ends and leaves nothing behind when its starter is killed', async t => {
  const program = `
    import { startPostgres } from ${JSON.stringify(new URL('./postgres.ts', import.meta.url).href)}
    console.log((await startPostgres()).url())
    setInterval(() => undefined, 1000)`
  const starter = spawn(process.execPath, ['--input-type=module', '--eval', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [url = ''] = await Array.fromAsync(firstLine(starter.stdout))
  const client = new pg.Client({ connectionString: url })
  const ended = untilDisconnected(client)
  await client.connect()
  starter.kill('SIGKILL')
  await ended
  await untilGone(folderOf(url), t.signal)
})

async function* firstLine(stream: NodeJS.ReadableStream): AsyncGenerator<string> {
  for await (const line of createInterface({ input: stream })) {
    yield line
    return
  }
}
