import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { csvCells } from './csv-cells.ts'

const lines: [string, string[]][] = [
  ['a@example.org', ['a@example.org']],
  ['a,b', ['a', 'b']],
  ['a;b', ['a', 'b']],
  ['a\tb', ['a', 'b']],
  ['\tb\t\t"d"\t', ['', 'b', '', 'd', '']],
  ['"a,b" , c', ['a,b', 'c']],
  ['"say ""hi""",x', ['say "hi"', 'x']],
  ['a,,b,', ['a', '', 'b', '']],
  ['', ['']],
]

for (const [line, cells] of lines)
  test(`${JSON.stringify(line)} has ${cells.length} cell(s)`, () => {
    assert.deepEqual(csvCells(line), cells)
  })

test('what was quoted comes back, whatever it holds', () => {
  const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`
  fc.assert(
    fc.property(fc.array(fc.string(), { minLength: 1 }), cells => {
      assert.deepEqual(
        csvCells(cells.map(quoted).join(',')),
        cells.map(cell => cell.trim()),
      )
    }),
  )
})
