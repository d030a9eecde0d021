import assert from 'node:assert/strict'
import { test } from 'node:test'
import { curveOf } from './memory.ts'

const curve = (...mib: number[]) => curveOf(mib.map((value, n) => ({ atMs: n * 1_000, mib: value })))

test('a curve has its start, peak, end and slope', () => {
  const { startMib, peakMib, endMib, slopeMibPerMinute } = curve(100, 101, 102, 103)
  assert.deepEqual([startMib, peakMib, endMib], [100, 103, 103])
  assert.ok(Math.abs(slopeMibPerMinute - 60) < 1e-6)
})

test('a process that grew at first and is flat since has no later slope', () => {
  const { slopeMibPerMinute, laterSlopeMibPerMinute } = curve(100, 150, 200, 200, 200, 200)
  assert.ok(slopeMibPerMinute > 0)
  assert.equal(laterSlopeMibPerMinute, 0)
})
