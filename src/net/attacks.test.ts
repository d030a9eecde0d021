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
import { type CountingServer, connectionsBefore, serveHttp } from './loopback-servers.ts'
import { parseOutgoingUrl } from './outgoing-url.ts'
import { permittedAddresses } from './resolve-host.ts'
import { answers, loopback, loopbackSpellings, noWebAddress, otherNetworks } from './test-attacks.ts'
import { startTrap } from './test-trap.ts'

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

for (const [url, allow, reaches] of [...loopbackSpellings, ...otherNetworks])
  test(`${JSON.stringify(url)} passes when ${allow} is allowed`, () => allowed(url, allow, reaches))

for (const [resolved, allow, reaches] of answers)
  test(`a name that resolves to ${resolved} passes when ${allow} is allowed`, () =>
    allowed('http://inside.test:PORT/', allow, reaches, resolving(resolved)))

test('none of the ways in that are known reaches any address of this machine', async t => {
  const started = await startTrap()
  if (!started) return t.skip('this machine has no 127.0.0.9')
  await using trap = started
  await using guard = createSafeFetch({ allow: trap.allow, userAgent: 'test', lookup: trap.lookup })
  const outcomes = new Map<string, number>()
  const count = (what: string) => outcomes.set(what, (outcomes.get(what) ?? 0) + 1)
  for (const { kind, url } of trap.ways) {
    count(kind)
    await guard.fetch(url).then(
      ({ body }) => {
        assert.equal(Buffer.from(body).toString(), 'outside', url)
        count('led elsewhere')
      },
      error => {
        assert.ok(error instanceof TocsinError, String(error))
        count(error.code)
      },
    )
  }
  assert.deepEqual(await trap.reached(), [])
  const told = Object.fromEntries(outcomes)
  t.diagnostic(`${trap.ways.length} ways in, no connection: ${JSON.stringify(told)}`)
  assert.ok((told['spelling'] ?? 0) >= 80 && (told['redirect'] ?? 0) >= 80 && (told['rebinding'] ?? 0) >= 15)
  // Two names whose first answer is the attacker's own server, and one redirect that is a path on it.
  assert.equal(told['led elsewhere'], 3)
})

test('the same redirects lead inside where that is allowed: none is refused for being misread', async t => {
  const started = await startTrap()
  if (!started) return t.skip('this machine has no 127.0.0.9')
  await using trap = started
  await using guard = createSafeFetch({
    allow: ['0.0.0.0/0', '::/0'],
    userAgent: 'test',
    lookup: trap.lookup,
  })
  const redirects = trap.ways.filter(({ kind }) => kind === 'redirect')
  let led = 0
  for (const [n, [location, , reaches]] of loopbackSpellings.entries()) {
    // After http, `http:there` and `http:/there` are relative addresses.
    if (!reaches || /^http:\/?\d/.test(location)) continue
    const { url } = await guard.fetch(redirects[n]?.url ?? '')
    assert.notEqual(new URL(url).hostname, '127.0.0.9', location)
    led++
  }
  // One connection each; some spellings of localhost try both families.
  assert.ok((await trap.reached()).length >= led && led > 40, `${led} led inside`)
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
