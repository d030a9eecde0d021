import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { createFakeClock } from '../../test/support/fake-clock.ts'
import { PrivateAddressError } from '../errors.ts'
import { createHostsFile } from './hosts-file.ts'
import { createSafeFetch } from './index.ts'
import { connectionsBefore, serveHttp } from './loopback-servers.ts'
import { createSystemLookup } from './system-lookup.ts'
import { type NameServer, startNameServer } from './test-name-server.ts'

const live = new AbortController().signal
const noHosts = async () => []
const lookupAt = (server: NameServer) =>
  createSystemLookup({
    hosts: noHosts,
    resolver: server.resolver,
    clock: createFakeClock(),
    system: async name => [`asked the system for ${name}`],
  })

test('both families are asked for, and IPv4 comes first', async () => {
  await using server = await startNameServer((_name, kind) =>
    kind === 'A' ? ['192.0.2.7', '192.0.2.8'] : ['2001:db8:0:0:0:0:0:1'],
  )
  assert.deepEqual(await lookupAt(server)('news.test', live), [
    { address: '192.0.2.7', family: 4 },
    { address: '192.0.2.8', family: 4 },
    { address: '2001:db8::1', family: 6 },
  ])
})

test('a hundred names whose servers are silent keep no other name from being found', async () => {
  await using server = await startNameServer((name, kind) => {
    if (name.endsWith('.silent.test')) return 'silent'
    return kind === 'A' ? ['192.0.2.7'] : []
  })
  const lookup = lookupAt(server)
  const patience = new AbortController()
  const silent = Array.from({ length: 100 }, (_, n) => lookup(`${n}.silent.test`, patience.signal))
  const ended = Promise.allSettled(silent)
  await server.asked(200)
  assert.deepEqual(await lookup('good.test', live), [{ address: '192.0.2.7', family: 4 }])
  patience.abort(new Error('enough'))
  for (const outcome of await ended) assert.equal(outcome.status, 'rejected')
})

test('a family that is never answered is waited for a moment, and no longer, once there is an address', async () => {
  await using server = await startNameServer((_name, kind) => (kind === 'A' ? ['192.0.2.7'] : 'silent'))
  const clock = createFakeClock()
  const lookup = createSystemLookup({ hosts: noHosts, resolver: server.resolver, clock })
  let found: unknown = null
  const asked = lookup('half.test', live).then(addresses => {
    found = addresses
  })
  while (clock.pendingWaits() === 0) await new Promise(resolve => setImmediate(resolve))
  assert.equal(found, null)
  await clock.advance(300)
  await asked
  assert.deepEqual(found, [{ address: '192.0.2.7', family: 4 }])
})

test('a name that does not exist is that; only names of this machine are asked of the system then', async () => {
  await using server = await startNameServer(() => 'unknown')
  const lookup = lookupAt(server)
  await assert.rejects(lookup('gone.test', live), { code: 'ENOTFOUND' })
  for (const name of ['cms', 'printer.local'])
    assert.equal((await lookup(name, live))[0]?.address, `asked the system for ${name}`)
})

test('a name without any address is told as that', async () => {
  await using server = await startNameServer(() => [])
  await assert.rejects(lookupAt(server)('empty.test', live), { code: 'ENODATA' })
})

test('the hosts file comes first, in any case of letters, and is read again when it changed', async t => {
  const folder = mkdtempSync(join(tmpdir(), 'tocsin-hosts-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const file = join(folder, 'hosts')
  const hosts = createHostsFile(file)
  assert.deepEqual(await hosts('cms.test'), [])
  writeFileSync(file, '# ours\n10.0.0.5\tCMS.test cms # the desk\n\n::1 cms.test\nnonsense cms.test\n')
  assert.deepEqual(await hosts('cms.TEST'), ['10.0.0.5', '::1'])
  writeFileSync(file, '10.0.0.66 cms.test\n')
  assert.deepEqual(await hosts('cms.test'), ['10.0.0.66'])
  await using server = await startNameServer(() => 'unknown')
  const lookup = createSystemLookup({ hosts, resolver: server.resolver })
  assert.deepEqual(await lookup('cms.test', live), [{ address: '10.0.0.66', family: 4 }])
  assert.deepEqual(server.questions, [])
})

test('an attacker with a name server of their own gains nothing: every answer is judged', async () => {
  await using inside = await serveHttp((_request, response) => response.end('inside'))
  const told = ['127.0.0.1', '10.0.0.1', '169.254.169.254', '0.0.0.0', '100.100.100.200']
  const told6 = ['0:0:0:0:0:0:0:1', '0:0:0:0:0:ffff:7f00:1', '0:0:0:0:0:0:7f00:1', '64:ff9b:0:0:0:0:7f00:1']
  await using server = await startNameServer((name, kind) => {
    const [, n = '0', only = ''] = /^(\d+)-(\w+)\./.exec(name) ?? []
    if (only.toUpperCase() !== kind) return []
    return [(kind === 'A' ? told : told6)[Number(n)] ?? '']
  })
  await using guard = createSafeFetch({ allow: [], userAgent: 'test', lookup: lookupAt(server) })
  const names = [...told.map((_, n) => `${n}-A`), ...told6.map((_, n) => `${n}-AAAA`)]
  for (const name of names)
    await assert.rejects(guard.fetch(`http://${name}.evil.test:${inside.port}/`), PrivateAddressError, name)
  assert.equal(await connectionsBefore(inside), 0)
})
