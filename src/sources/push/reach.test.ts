import assert from 'node:assert/strict'
import { test } from 'node:test'
import { canReach } from './reach.ts'

const outside = [
  'https://alerts.example.org',
  'http://93.184.215.14',
  'https://[2606:2800::1]',
  'https://a.io.',
]
const inside = [
  'http://localhost:8080',
  'http://127.0.0.1',
  'http://127.1',
  'http://[::1]:80',
  'http://10.1.2.3',
  'http://172.31.0.1',
  'http://192.168.0.9',
  'http://100.64.1.1',
  'http://169.254.1.1',
  'http://[fd00::1]',
  'http://[fe80::1]',
  'http://newsroom',
  'http://desk.local',
  'https://tocsin.corp.internal.',
]

test('a callback that exists only inside is given to hubs inside alone', () => {
  for (const publicUrl of inside) {
    assert.ok(!canReach('https://hub.example.com/', publicUrl), publicUrl)
    assert.ok(canReach('http://127.0.0.1:7000/hub', publicUrl), publicUrl)
  }
})

test('a callback outside is given to every hub: whether that may be asked is the guarded fetch’s to say', () => {
  for (const publicUrl of outside)
    for (const hub of ['https://hub.example.com/', 'http://10.0.0.1/']) assert.ok(canReach(hub, publicUrl))
})
