import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import fc from 'fast-check'
import { readBrand } from './brand.ts'

async function fileOf(t: TestContext, content: string | Uint8Array): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'tocsin-brand-'))
  t.after(() => rm(folder, { recursive: true }))
  await writeFile(join(folder, 'logo'), content)
  return join(folder, 'logo')
}

test('one colour is for light paper, and its nearest that is read there for dark', () => {
  assert.deepEqual(readBrand('#0055AA', null).accent, { light: '#0055aa', dark: '#4f8ac4' })
  assert.deepEqual(readBrand('#05a', null).accent, { light: '#0055aa', dark: '#4f8ac4' })
})

test('two colours are for light paper and dark', () => {
  assert.deepEqual(readBrand(' #0055aa , #fc0 ', null).accent, { light: '#0055aa', dark: '#ffcc00' })
})

test('a colour that the paper swallows is refused, with its contrast and the nearest that is read', () => {
  assert.throws(
    () => readBrand('#ffcc00', null),
    /#ffcc00 has a contrast of 1\.3\d to 1 on light paper and must have 4\.5\. The nearest that has it is #[0-9a-f]{6}\./,
  )
  assert.throws(() => readBrand('#0055aa,#0055aa', null), /on dark paper/)
})

test('the nearest colour that a refusal names is taken', () => {
  const colour = fc.integer({ min: 0, max: 0xffffff }).map(value => `#${value.toString(16).padStart(6, '0')}`)
  fc.assert(
    fc.property(colour, one => {
      try {
        readBrand(one, null)
      } catch (error) {
        const [, nearest = ''] = /is (#[0-9a-f]{6})\.$/.exec((error as Error).message) ?? []
        const { accent } = readBrand(nearest, null)
        assert.ok(accent)
        readBrand(`${accent.light},${accent.dark}`, null)
      }
    }),
  )
})

for (const value of [
  'red',
  '#12345',
  '#1234567',
  '#123456,',
  '#123456,#fff,#000',
  '#123456;}body{display:none',
])
  test(`"${value}" is no colour`, () => {
    assert.throws(() => readBrand(value, null), /BRAND_ACCENT must be one or two colours/)
  })

test('a logo is known by what it holds', async t => {
  const png = await fileOf(t, Buffer.from('\x89PNG\r\n\x1a\nrest', 'latin1'))
  assert.deepEqual(readBrand(null, png).logo, { file: png, type: 'image/png' })
  const svg = await fileOf(
    t,
    '\ufeff<?xml version="1.0"?>\n<!-- ours -->\n<svg xmlns="http://www.w3.org/2000/svg"/>',
  )
  assert.deepEqual(readBrand(null, svg).logo, { file: svg, type: 'image/svg+xml' })
})

test('a logo that is missing, none, or large is refused', async t => {
  assert.throws(
    () => readBrand(null, '/nowhere/logo.svg'),
    /BRAND_LOGO names \/nowhere\/logo\.svg, which cannot be read/,
  )
  const page = await fileOf(t, '<html><svg></svg></html>')
  assert.throws(() => readBrand(null, page), /must be an SVG or PNG picture/)
  const large = await fileOf(t, `<svg>${' '.repeat(64 * 1024)}</svg>`)
  assert.throws(() => readBrand(null, large), /larger than 64 kB/)
})
