import assert from 'node:assert/strict'
import { test } from 'node:test'
import { userAgentOf } from './user-agent.ts'

test('publishers are told whom to write to, and no contact is pretended', () => {
  const publicUrl = 'https://news.example'
  assert.equal(userAgentOf({ contact: 'desk@news.example', publicUrl }), 'Tocsin/0.1 (+desk@news.example)')
  assert.equal(userAgentOf({ contact: null, publicUrl }), 'Tocsin/0.1 (+https://news.example)')
  for (const here of ['http://localhost:8080', 'http://127.0.0.1:8080', 'http://[::1]:8080'])
    assert.equal(userAgentOf({ contact: null, publicUrl: here }), 'Tocsin/0.1')
})

test('a contact that no header can carry does not keep anything from being fetched', () => {
  const userAgent = userAgentOf({
    contact: 'Zoë\r\n (desk)\\ 新聞 <z@a.example>',
    publicUrl: 'https://a.example',
  })
  assert.equal(userAgent, 'Tocsin/0.1 (+Zo desk  <z@a.example>)')
  assert.doesNotThrow(() => new Headers({ 'user-agent': userAgent }))
})
