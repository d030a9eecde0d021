/**
 * Promise 8, at its core: an address from outside never makes this server talk to its own network. Each row
 * is one way to try. It must be refused, must not reach the listener that waits on loopback, and must pass
 * the guard when the operator allowed the network it leads to.
 */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { PrivateAddressError, TocsinError } from '../errors.ts'
import { createAddressPolicy } from './address-policy.ts'
import { createSafeFetch } from './index.ts'
import { type CountingServer, connectionsBefore, serveHttp, serveHttpOn } from './loopback-servers.ts'
import { parseOutgoingUrl } from './outgoing-url.ts'
import { permittedAddresses } from './resolve-host.ts'

const loopback = '127.0.0.0/8'
/** `PORT` is the listener's port. Where `reaches` is true, the listener is what the address leads to. */
type Attack = [url: string, allow: string, reaches?: true]

const loopbackSpellings: Attack[] = [
  ['http://127.0.0.1:PORT/', loopback, true],
  ['http://127.0.0.1.:PORT/', loopback, true],
  ['http://127.1:PORT/', loopback, true],
  ['http://127.0.1:PORT/', loopback, true],
  ['http://2130706433:PORT/', loopback, true],
  ['http://017700000001:PORT/', loopback, true],
  ['http://0x7f000001:PORT/', loopback, true],
  ['http://0X7F.0x0.0X0.0x1:PORT/', loopback, true],
  ['http://0x7f.1:PORT/', loopback, true],
  ['http://0177.0.0.01:PORT/', loopback, true],
  ['http://0177.0x0.0.1:PORT/', loopback, true],
  ['http://%31%32%37.0.0.1:PORT/', loopback, true],
  ['http://①②⑦.⓪.⓪.①:PORT/', loopback, true],
  ['http://127。0。0。1:PORT/', loopback, true],
  ['http://１２７.0.0.1:PORT/', loopback, true],
  ['http:127.0.0.1:PORT/', loopback, true],
  ['http:\\\\127.0.0.1:PORT\\', loopback, true],
  ['  http://127.0.0.1:PORT/\n', loopback, true],
  ['ht\ntp://127.0.\t0.1:PORT/', loopback, true],
  ['HTTP://127.0.0.1:PORT/#@example.org', loopback, true],
  ['http://127.0.0.1:PORT\\@example.org/', loopback, true],
  ['http://[::ffff:127.0.0.1]:PORT/', loopback, true],
  ['http://[::ffff:7f00:1]:PORT/', loopback, true],
  ['http://[0:0:0:0:0:ffff:127.0.0.1]:PORT/', loopback, true],
  ['http://[::FFFF:7F00:0001]:PORT/', '::ffff:127.0.0.0/104', true],
  ['http://localhost:PORT/', loopback, true],
  ['http://LOCALHOST:PORT/', loopback, true],
  ['http://localhost.:PORT/', loopback, true],
  ['http://localhost..:PORT/', loopback, true],
  ['http://loc%61lhost:PORT/', loopback, true],
  ['http://ⓛocalhost:PORT/', loopback, true],
  ['http://lo\u00adcalhost:PORT/', loopback, true],
  ['http://news.localhost:PORT/', loopback, true],
  ['http://a.b.localhost.:PORT/', loopback, true],
  ['http://127.255.255.254:PORT/', loopback],
  ['http://[::1]:PORT/', '::1'],
  ['http://[0:0:0:0:0:0:0:1]:PORT/', '::1/128'],
  ['http://[0000::0001]:PORT/', '::1/128'],
  ['https://127.0.0.1:PORT/', loopback],
]

const otherNetworks: Attack[] = [
  ['http://0.0.0.0:PORT/', '0.0.0.0/8'],
  ['http://0:PORT/', '0.0.0.0/8'],
  ['http://0.1.2.3/', '0.0.0.0/8'],
  ['http://10.0.0.1/', '10.0.0.0/8'],
  ['http://0xa000001/', '10.0.0.0/8'],
  ['http://012.1/', '10.0.0.0/8'],
  ['http://172.16.0.1/', '172.16.0.0/12'],
  ['http://172.31.255.255/', '172.16.0.0/12'],
  ['http://192.168.1.1/', '192.168.0.0/16'],
  ['http://3232235777/', '192.168.1.1'],
  ['http://169.254.169.254/latest/meta-data/', '169.254.0.0/16'],
  ['http://0xA9FEA9FE/', '169.254.169.254/32'],
  ['http://[::ffff:169.254.169.254]/', '169.254.0.0/16'],
  ['http://100.64.0.1/', '100.64.0.0/10'],
  ['http://100.100.100.200/', '100.64.0.0/10'],
  ['http://168.63.129.16/', '168.63.129.16'],
  ['http://192.0.0.192/', '192.0.0.0/24'],
  ['http://192.0.2.1/', '192.0.2.0/24'],
  ['http://192.88.99.1/', '192.88.99.0/24'],
  ['http://198.18.0.1/', '198.18.0.0/15'],
  ['http://198.51.100.1/', '198.51.100.0/24'],
  ['http://203.0.113.1/', '203.0.113.0/24'],
  ['http://224.0.0.1/', '224.0.0.0/4'],
  ['http://240.0.0.1/', '240.0.0.0/4'],
  ['http://255.255.255.255/', '255.255.255.255'],
  ['http://[::]:PORT/', '::/128'],
  ['http://[::127.0.0.1]:PORT/', '::/96'],
  ['http://[::7f00:1]:PORT/', '::/96'],
  ['http://[::ffff:0:127.0.0.1]/', '::ffff:0:0:0/96'],
  ['http://[64:ff9b::127.0.0.1]/', '64:ff9b::/96'],
  ['http://[64:ff9b::a9fe:a9fe]/', '64:ff9b::/96'],
  ['http://[64:ff9b:1::7f00:1]/', '64:ff9b:1::/48'],
  ['http://[2002:7f00:1::]/', '2002::/16'],
  ['http://[2002:808:808::1]/', '2002::/16'],
  ['http://[2001:0:7f00:1::1]/', '2001::/32'],
  ['http://[2001:db8::1]/', '2001:db8::/32'],
  ['http://[3fff::1]/', '3fff::/20'],
  ['http://[2a00:1450::5efe:7f00:1]/', '2a00:1450::/32'],
  ['http://[2a00:1450::200:5efe:10.0.0.1]/', '2a00:1450::/32'],
  ['http://[fe80::1]/', 'fe80::/10'],
  ['http://[fec0::1]/', 'fec0::/10'],
  ['http://[fd00:ec2::254]/', 'fc00::/7'],
  ['http://[fc00::1]/', 'fc00::/7'],
  ['http://[ff02::1]/', 'ff00::/8'],
  ['http://[100::1]/', '100::/64'],
  ['http://[5f00::1]/', '5f00::/16'],
  ['http://[4000::1]/', '4000::/3'],
]

/** What the name server of an attacker answers for `inside.test`. */
const answers: [resolved: string[], allow: string, reaches?: true][] = [
  [['127.0.0.1'], loopback, true],
  [['::ffff:127.0.0.1'], loopback, true],
  [['10.0.0.1', '192.168.0.1'], '192.168.0.0/16'],
  [['169.254.169.254'], '169.254.0.0/16'],
  [['0.0.0.0'], '0.0.0.0/8'],
  [['::1'], '::1'],
  [['fe80::1%eth0'], 'fe80::/10'],
  [['::7f00:1'], '::/96'],
  [['64:ff9b::7f00:1'], '64:ff9b::/96'],
  [['fd00::1', '100.64.0.1'], 'fd00::/8'],
]

const noWebAddress = [
  'http://127.0.0.08:PORT/',
  'http://[::1%25lo]:PORT/',
  'http://127.0.0.1%00.example.org:PORT/',
  'http://256.0.0.1:PORT/',
  'http://127.0.0.1:0/',
  'http://user@127.0.0.1:PORT/',
  'http://:secret@127.0.0.1:PORT/',
  'http://example.org@127.0.0.1:PORT/',
  'ftp://127.0.0.1:PORT/',
  'file:///etc/passwd',
  'gopher://127.0.0.1:PORT/_GET',
  'data:text/plain,news',
  'ws://127.0.0.1:PORT/',
  'blob:http://127.0.0.1:PORT/1',
  '//127.0.0.1:PORT/',
  'http://',
  '',
  `http://127.0.0.1:PORT/${'a'.repeat(9000)}`,
]

let listener: CountingServer
before(async () => {
  listener = await serveHttp((_request, response) => response.end('inside'))
})
after(() => listener[Symbol.asyncDispose]())

const at = (url: string): string => url.replace('PORT', String(listener.port))
const live = new AbortController().signal
const resolving = (addresses: string[]) => async () => addresses.map(address => ({ address, family: 4 }))

async function refused(url: string, lookup = resolving([])): Promise<void> {
  await using guard = createSafeFetch({ allow: [], userAgent: 'test', lookup })
  await assert.rejects(guard.fetch(at(url)), PrivateAddressError)
}

async function allowed(url: string, allow: string, reaches?: true, lookup = resolving([])): Promise<void> {
  const judged = await permittedAddresses(
    parseOutgoingUrl(at(url)),
    { policy: createAddressPolicy([allow]), lookup },
    live,
  )
  assert.ok(judged.length > 0)
  if (!reaches) return
  await using guard = createSafeFetch({ allow: [allow], userAgent: 'test', lookup })
  assert.equal(Buffer.from((await guard.fetch(at(url))).body).toString(), 'inside')
}

for (const [url] of [...loopbackSpellings, ...otherNetworks])
  test(`${JSON.stringify(url)} is refused`, () => refused(url))

for (const [resolved] of answers)
  test(`a name that resolves to ${resolved} is refused`, () =>
    refused('http://inside.test:PORT/', resolving(resolved)))

for (const url of noWebAddress)
  test(`${JSON.stringify(url.slice(0, 60))} is no address to fetch, whatever is allowed`, async () => {
    await using guard = createSafeFetch({ allow: ['0.0.0.0/0', '::/0'], userAgent: 'test' })
    await assert.rejects(guard.fetch(at(url)), { code: 'fetch.bad-url' })
  })

test('none of them reached the listener on loopback', async () => {
  const tried = loopbackSpellings.length + otherNetworks.length + answers.length + noWebAddress.length
  assert.ok(tried >= 100, `${tried} attacks`)
  assert.equal(await connectionsBefore(listener), 0)
})

for (const [url, allow, reaches] of [...loopbackSpellings, ...otherNetworks])
  test(`${JSON.stringify(url)} passes when ${allow} is allowed`, () => allowed(url, allow, reaches))

for (const [resolved, allow, reaches] of answers)
  test(`a name that resolves to ${resolved} passes when ${allow} is allowed`, () =>
    allowed('http://inside.test:PORT/', allow, reaches, resolving(resolved)))

/** 127.0.0.1 is allowed here, 127.0.0.2 and ::1 are not. */
const redirectTargets = [
  'http://127.0.0.2:PORT/',
  'http://2130706434:PORT/',
  'http://0x7f000002:PORT/',
  'http://0177.0.0.2:PORT/',
  'http://127.2:PORT/',
  'http://[::ffff:127.0.0.2]:PORT/',
  'http://[::ffff:7f00:2]:PORT/',
  '//127.0.0.2:PORT/',
  '\\\\127.0.0.2:PORT\\',
  'http:////127.0.0.2:PORT/',
  'https://127.0.0.2:PORT/',
  'http://[::1]:PORT/',
  'http://0.0.0.0:PORT/',
  'http://inside.test:PORT/',
  'http://169.254.169.254/',
]

test('no redirect, of any status, leads where the first address could not', async t => {
  const trapped = await serveHttpOn('127.0.0.2', 0, (_request, response) => response.end('inside'))
  if (!trapped) return t.skip('this machine has no 127.0.0.2')
  await using trap = trapped
  const lookup = resolving(['127.0.0.2'])
  for (const target of redirectTargets)
    for (const status of [301, 302, 303, 307, 308]) {
      const location = target.replace('PORT', String(trap.port))
      await using entry = await serveHttp((_request, response) =>
        response.writeHead(status, { location }).end(),
      )
      await using guard = createSafeFetch({ allow: ['127.0.0.1/32'], userAgent: 'test', lookup })
      await assert.rejects(guard.fetch(`http://127.0.0.1:${entry.port}/`), PrivateAddressError, location)
    }
  assert.equal(await connectionsBefore(trap, '127.0.0.2'), 0)
})

test('a redirect to a scheme other than http is refused', async () => {
  for (const location of [
    'file:///etc/passwd',
    'ftp://127.0.0.1/',
    'javascript:alert(1)',
    'http://a@b.test/',
  ]) {
    await using entry = await serveHttp((_request, response) => response.writeHead(302, { location }).end())
    await using guard = createSafeFetch({ allow: [loopback], userAgent: 'test' })
    await assert.rejects(guard.fetch(`http://127.0.0.1:${entry.port}/`), { code: 'fetch.bad-url' })
  }
})

test('a name that is rebound between two hops is judged again at the second', async () => {
  const resolved = ['127.0.0.1', '10.0.0.1']
  await using entry = await serveHttp((_request, response) =>
    response.writeHead(302, { location: '/again' }).end(),
  )
  await using guard = createSafeFetch({
    allow: ['127.0.0.1'],
    userAgent: 'test',
    lookup: async () => [{ address: resolved.shift() ?? '10.0.0.1', family: 4 }],
  })
  await assert.rejects(guard.fetch(`http://rebound.test:${entry.port}/`), PrivateAddressError)
  assert.equal(await connectionsBefore(entry), 1)
})

test('a name is resolved once per hop: the judged address is the one connected to', async () => {
  let asked = 0
  await using entry = await serveHttp((_request, response) => response.end('first'))
  await using guard = createSafeFetch({
    allow: ['127.0.0.1'],
    userAgent: 'test',
    lookup: async () => [{ address: asked++ === 0 ? '127.0.0.1' : '10.0.0.1', family: 4 }],
  })
  assert.equal((await guard.fetch(`http://rebound.test:${entry.port}/`)).status, 200)
  assert.equal(asked, 1)
})

test('of a name with public, private and allowed addresses only those that pass are connected to', async () => {
  const lookup = resolving(['10.0.0.1', '127.0.0.1', 'fd00::1'])
  const judged = await permittedAddresses(
    new URL('http://mixed.test:9/'),
    { policy: createAddressPolicy([loopback]), lookup },
    live,
  )
  assert.deepEqual(judged, [{ address: '127.0.0.1', family: 4 }])
})

test('a public address is fetched from on web ports only', async () => {
  const policy = createAddressPolicy([])
  const judge = (url: string) =>
    permittedAddresses(new URL(url), { policy, lookup: resolving(['93.184.215.14']) }, live)
  for (const port of [80, 443, 8000, 8080, 8443])
    assert.equal((await judge(`http://site.test:${port}/`)).length, 1)
  for (const port of [22, 25, 6379, 9200, 65535])
    await assert.rejects(
      judge(`http://site.test:${port}/`),
      (error: unknown) => error instanceof TocsinError && error.code === 'fetch.bad-url',
    )
})

test('at a public address of this very machine only the two standard ports are knocked at', async () => {
  const policy = createAddressPolicy([], () => ['93.184.215.14', '2606:4700::1', '::ffff:93.184.215.15', '?'])
  const judge = (host: string, port: number) =>
    permittedAddresses(new URL(`http://${host}:${port}/`), { policy, lookup: resolving([]) }, live)
  for (const host of ['93.184.215.14', '93.184.215.15', '[2606:4700::1]', '[::ffff:93.184.215.14]']) {
    for (const port of [80, 443]) assert.equal((await judge(host, port)).length, 1, host)
    for (const port of [8000, 8080, 8443, 22]) await assert.rejects(judge(host, port), /only 80, 443/, host)
  }
  assert.equal((await judge('93.184.215.99', 8080)).length, 1)
})

test('of a name with a thousand addresses sixteen are tried', async () => {
  const many = Array.from({ length: 1000 }, (_, n) => `93.184.${n >> 8}.${n & 255}`)
  const reach = { policy: createAddressPolicy([]), lookup: resolving(many) }
  assert.equal((await permittedAddresses(new URL('http://many.test/'), reach, live)).length, 16)
})

test('public addresses pass, IPv6 and those behind a NAT64 too', () => {
  const policy = createAddressPolicy([])
  for (const address of ['8.8.8.8', '1.1.1.1', '2606:4700:4700::1111', '::ffff:8.8.8.8', '64:ff9b::808:808'])
    assert.deepEqual(policy(address), { reach: 'public' }, address)
})

test('what is no canonical address is refused by the policy, even when everything is allowed', () => {
  const policy = createAddressPolicy(['0.0.0.0/0', '::/0'])
  for (const text of ['', '0x7f.1', '2130706433', '127.1', 'localhost', '[::1]', '1.2.3.4.5'])
    assert.equal(policy(text).reach, 'refused', text)
})
