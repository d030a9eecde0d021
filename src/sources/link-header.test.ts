import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { readLinkHeader } from './link-header.ts'

const read = (header: string) => Object.fromEntries(readLinkHeader(header))

test('links of several headers, in every way that they are written', () => {
  assert.deepEqual(read('<https://hub.example/>; rel="hub", <https://news.example/feed>; rel=self'), {
    hub: ['https://hub.example/'],
    self: ['https://news.example/feed'],
  })
  assert.deepEqual(read('<a>;rel=hub,<b>;rel=hub'), { hub: ['a', 'b'] })
  assert.deepEqual(read('< a > ; title="x, <y>; rel=z" ; REL = "Hub  self"'), { hub: ['a'], self: ['a'] })
  assert.deepEqual(read('<a,b;c>; rel=hub'), { hub: ['a,b;c'] })
  assert.deepEqual(read('<a>; title="say \\"rel=self\\""; rel=hub'), { hub: ['a'] })
  assert.deepEqual(read("<a>; title*=UTF-8''x%20y; rel=hub"), { hub: ['a'] })
})

test('only the first rel of a link counts, and a link about something else does not', () => {
  assert.deepEqual(read('<a>; rel=next; rel=hub'), { next: ['a'] })
  assert.deepEqual(read('<a>; rel=hub; anchor="https://other.example/", <b>; rel=hub'), { hub: ['b'] })
})

test('what is no link is left out', () => {
  for (const header of ['', 'hub', '<a', '<a>', '<a>; rel', '<a>; rel=', ';;,,', '"<a>; rel=hub'])
    assert.deepEqual(
      Object.values(read(header))
        .flat()
        .filter(target => target !== 'a'),
      [],
      header,
    )
  assert.deepEqual(read('<a>; rel="hub'), {})
  assert.deepEqual(readLinkHeader(null).size, 0)
})

test('whatever comes, it ends, throws nothing and finds only what is there', () => {
  const part = fc.constantFrom('<', '>', ';', ',', '"', '\\', '=', 'rel', 'rel=hub', ' ', 'https://a/', 'é')
  fc.assert(
    fc.property(fc.array(part, { maxLength: 60 }), parts => {
      const header = parts.join('')
      for (const target of [...readLinkHeader(header).values()].flat()) assert.ok(header.includes(target))
    }),
  )
  for (const piece of ['<', '<a>;', '<a>;rel="', '<a>; a=";', '<a>', ' ', ';', '\\"', '<a>;x\\'])
    readLinkHeader(piece.repeat(32_768 / piece.length))
})

test('what a link says is found again, whatever is around it', () => {
  const target = fc.webUrl()
  const title = fc.string({ maxLength: 20 }).map(text => text.replace(/["\\]/g, char => `\\${char}`))
  const link = fc.tuple(target, fc.constantFrom('hub', 'self', 'next'), title)
  fc.assert(
    fc.property(fc.array(link, { maxLength: 8 }), links => {
      const header = links.map(([url, rel, about]) => `<${url}>; title="${about}"; rel="${rel}"`).join(', ')
      for (const wanted of ['hub', 'self'])
        assert.deepEqual(
          readLinkHeader(header).get(wanted) ?? [],
          links.filter(([, rel]) => rel === wanted).map(([url]) => url.trim()),
        )
    }),
  )
})
