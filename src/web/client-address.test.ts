import assert from 'node:assert/strict'
import { test } from 'node:test'
import { trustProxies } from './client-address.ts'

const cases: [string, string[], string, string | undefined, string][] = [
  ['nobody is trusted by default', [], '203.0.113.5', '10.0.0.1', '203.0.113.5'],
  ['a caller cannot name another address', ['10.0.0.0/8'], '203.0.113.5', '192.0.2.1', '203.0.113.5'],
  ['our proxy says who called', ['10.0.0.0/8'], '10.1.2.3', '203.0.113.5', '203.0.113.5'],
  [
    'only the last entry that is not ours counts',
    ['10.0.0.0/8'],
    '10.1.2.3',
    '1.2.3.4, 203.0.113.5, 10.9.9.9',
    '203.0.113.5',
  ],
  ['nonsense from our proxy ends the search', ['10.0.0.0/8'], '10.1.2.3', '203.0.113.5, unknown', '10.1.2.3'],
  [
    'a proxy on loopback, seen over a dual-stack socket',
    ['127.0.0.1'],
    '::ffff:127.0.0.1',
    '2001:db8::1',
    '2001:db8::1',
  ],
  ['no header at all', ['127.0.0.1'], '127.0.0.1', undefined, '127.0.0.1'],
]

for (const [name, trusted, peer, forwarded, expected] of cases)
  test(name, () => {
    assert.equal(trustProxies(trusted)(peer, forwarded), expected)
  })
