import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createFakeClock } from '../../../test/support/fake-clock.ts'
import { createRelayGate, type RelayProblem } from './relay-gate.ts'

function freshGate() {
  const clock = createFakeClock()
  const told: (RelayProblem | null)[] = []
  const random = (bytes: number) => new Uint8Array(bytes)
  const gate = createRelayGate({ clock, random }, problem => told.push(problem))
  return { clock, gate, told }
}

test('its pauses grow from a second to a minute, and failures within one count once', async () => {
  const { clock, gate } = freshGate()
  const pauses: number[] = []
  for (let failure = 0; failure < 8; failure++) {
    gate.failed('nobody is there', false)
    gate.failed('nobody is there', false)
    pauses.push(gate.shutForMs())
    assert.equal(gate.room, 1)
    await clock.advance(gate.shutForMs())
    assert.equal(gate.shutForMs(), 0)
  }
  assert.deepEqual(pauses, [1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000])
  gate.worked()
  assert.equal(gate.room, Number.POSITIVE_INFINITY)
})

test('while it works, a problem that a process which is no more had recorded is taken back within a minute', async () => {
  const { clock, gate, told } = freshGate()
  gate.worked()
  gate.worked()
  assert.deepEqual(told, [null])
  await clock.advance(60_000)
  gate.worked()
  gate.worked()
  assert.deepEqual(told, [null, null])
})
