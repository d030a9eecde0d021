import assert from 'node:assert/strict'
import { test } from 'node:test'
import { relaxedBody, relaxedHeaders } from './relaxed.ts'

test('the example of RFC 6376 §3.4.5', () => {
  const { names, canonical } = relaxedHeaders('A: X\r\nB : Y\t\r\n\tZ  \r\n')
  assert.equal(canonical, 'a:X\r\nb:Y Z\r\n')
  assert.deepEqual(names, ['A', 'B'])
  assert.deepEqual(relaxedBody([' C \r\nD \t E\r\n\r\n\r\n']), [' C\r\nD E\r\n'])
})

test('an octet that is white space to JavaScript, but to no mail server, stays', () => {
  assert.equal(relaxedHeaders('A: \xa0x\xa0\r\n').canonical, 'a:\xa0x\xa0\r\n')
  assert.deepEqual(relaxedBody(['\xa0 \r\n\x0b\r\n']), ['\xa0\r\n\x0b\r\n'])
})

const bodies: [string, string, string][] = [
  ['an empty body stays empty', '', ''],
  ['a body of empty lines is an empty body', '\r\n \r\n\r\n', ''],
  ['a body without a last line end gets one', 'a', 'a\r\n'],
  ['spaces after the last line end are an empty line', 'a\r\n \t', 'a\r\n'],
  ['an empty line within stays', 'a\r\n\r\nb\r\n', 'a\r\n\r\nb\r\n'],
]
for (const [fact, body, canonical] of bodies)
  test(fact, () => assert.deepEqual(relaxedBody([body]), [canonical]))

test('only the last piece loses its empty lines, and a piece that ends within a line keeps its space', () => {
  assert.deepEqual(relaxedBody(['a \t', '\r\n\r\nb ', '\r\n\r\n']), ['a ', '\r\n\r\nb ', ''])
})
