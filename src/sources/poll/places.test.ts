import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { SafeResponse } from '../../net/index.ts'
import { createPlaces } from './places.ts'

const answer: SafeResponse = {
  url: 'https://news.example/',
  redirects: [],
  status: 200,
  headers: new Headers(),
  body: new Uint8Array(),
  cutShort: false,
}

function somePlaces(count: number) {
  const time = { now: 0 }
  const answers: (() => void)[] = []
  const asked = () => new Promise<void>(resolve => answers.push(resolve))
  const fetch = () => asked().then(() => answer)
  const places = createPlaces({
    count,
    patienceMs: 2_000,
    fetch,
    clock: { now: () => time.now, wait: () => asked() },
  })
  const poll = () => {
    const taken = {}
    places.take(taken)
    return taken
  }
  return { places, time, answers, poll }
}

test('a poll that works keeps its place, however long', () => {
  const { places, time, poll } = somePlaces(2)
  const [one] = [poll(), poll()]
  time.now = 60_000
  assert.deepEqual([places.free(), places.nextFreeAt()], [0, null])
  places.leave(one)
  assert.equal(places.free(), 1)
})

test('a poll that waits for its server loses its place, and has it again with the answer', async () => {
  const { places, time, answers, poll } = somePlaces(1)
  const slow = poll()
  time.now = 100
  const fetched = places.partsFor(slow).fetch('https://news.example/')
  assert.deepEqual([places.free(), places.nextFreeAt()], [0, 2_100])
  time.now = 2_100
  assert.deepEqual([places.free(), places.nextFreeAt()], [1, null])
  const other = poll()
  assert.equal(places.free(), 0)
  answers[0]?.()
  await fetched
  assert.equal(places.free(), 0)
  places.leave(other)
  assert.equal(places.free(), 0, 'the slow one works now')
  places.leave(slow)
  assert.equal(places.free(), 1)
})

test('a poll that is over stays so, though its fetch ends later', async () => {
  const { places, answers, poll } = somePlaces(1)
  const stopped = poll()
  const fetched = places.partsFor(stopped).fetch('https://news.example/')
  places.leave(stopped)
  answers[0]?.()
  await fetched
  assert.deepEqual([places.free(), places.nextFreeAt()], [1, null])
})

test('a search that waits for its host’s turn keeps no place from others', async () => {
  const { places, time, answers, poll } = somePlaces(1)
  const waited = places.partsFor(poll()).clock.wait(30_000)
  time.now = 2_000
  assert.equal(places.free(), 1)
  answers[0]?.()
  await waited
  assert.equal(places.free(), 0)
})
