import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { parseOpml } from './parse-opml.ts'

function opml(body: string): string {
  return `<?xml version="1.0"?><opml version="2.0"><head><title>Mine</title></head><body>${body}</body></opml>`
}

test('groups are flattened in the order of the file, and the title is the name', async () => {
  const parsed = await parseOpml(
    opml(
      `<outline text="World"><outline type="rss" text="a" title="News &amp; more" xmlUrl="https://a.example/?x=1&amp;y=2"/>
       <outline text="B" xmlUrl="https://b.example/feed"/></outline><outline xmlUrl="https://c.example/"/>`,
    ),
  )
  assert.deepEqual(parsed, {
    ok: true,
    skipped: 0,
    outlines: [
      { url: 'https://a.example/?x=1&y=2', name: 'News & more' },
      { url: 'https://b.example/feed', name: 'B' },
      { url: 'https://c.example/', name: 'c.example' },
    ],
  })
})

test('an address that stands twice is one feed, and what is no web address is left out', async () => {
  const parsed = await parseOpml(
    opml(
      [
        'https://a.example/#top',
        'https://a.example/',
        'file:///etc/passwd',
        'javascript:alert(1)',
        'https://u:p@a.example/',
      ]
        .map(url => `<outline text="x" xmlUrl="${url}"/>`)
        .join(''),
    ),
  )
  assert.deepEqual(parsed, { ok: true, skipped: 3, outlines: [{ url: 'https://a.example/', name: 'x' }] })
})

test('what is no OPML is refused with a reason', async () => {
  for (const text of ['', 'hello', '<rss version="2.0"><channel/></rss>', '{}'])
    assert.deepEqual(await parseOpml(text), { ok: false, reason: 'no <opml> with outlines was found in it' })
})

test('entities that the file defines are not expanded', async () => {
  const bomb = `<!DOCTYPE opml [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>${opml('<outline text="&b;&b;" xmlUrl="https://a.example/"/>')}`
  const parsed = await parseOpml(bomb)
  assert.ok(!parsed.ok || parsed.outlines.every(({ name }) => !name.includes('aaaa')))
})

test('no text at all makes it throw or hang, however deep', async () => {
  const deep = opml('<outline text="a">'.repeat(100_000))
  assert.equal(typeof (await parseOpml(deep)).ok, 'boolean')
  await fc.assert(
    fc.asyncProperty(fc.string(), async text => typeof (await parseOpml(opml(text))).ok === 'boolean'),
  )
})
