import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { readPage } from './read-page.ts'

const url = 'https://news.example/bridge'
const paragraphs = [
  'The harbour bridge was closed on Tuesday after engineers found cracks in two of its pillars, the city said.',
  'Traffic goes round by the north until further notice; buses, trams and lorries are affected as well & late.',
  'Nobody was hurt when a lorry braked hard, but twelve people were treated for shock, a spokeswoman said.',
]
const page = (
  content: string,
  head = '',
) => `<!doctype html><html lang="en-GB"><head><title>Bridge closed | The News</title>
<meta property="og:title" content="Harbour bridge closed"><meta property="og:image" content="/bridge.jpg">
<meta name="author" content="Ann Ode"><meta property="article:published_time" content="2026-08-18T11:43:00Z">${head}</head>
<body><nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li></ul></nav>${content}
<footer><p>Subscribe to our newsletter</p></footer><script>document.write('<p>tracked</p>')</script></body></html>`
const article = `<main><article><h1>Harbour bridge closed</h1>${paragraphs.map(text => `<p>${text.replace('&', '&amp;')}</p>`).join('\n')}</article></main>`

function read(
  html: string | Uint8Array,
  selector: string | null = null,
  contentType: string | null = 'text/html',
) {
  return readPage({ body: typeof html === 'string' ? Buffer.from(html) : html, contentType, url, selector })
}

async function readWell(html: string | Uint8Array, selector: string | null = null) {
  const reading = await read(html, selector)
  assert.ok(reading.ok, reading.ok ? '' : reading.reason)
  const [item] = reading.page.items
  assert.ok(item)
  return item
}

test('of a page its article is read, with what the page says of itself', async () => {
  const item = await readWell(page(article))
  assert.equal(item.text, paragraphs.join('\n\n'))
  assert.deepEqual(
    [item.title, item.author, item.language, item.image, item.publishedAt, item.url],
    [
      'Harbour bridge closed',
      'Ann Ode',
      'en-GB',
      'https://news.example/bridge.jpg',
      Date.UTC(2026, 7, 18, 11, 43),
      url,
    ],
  )
})

test('of a selector everything that it finds is read, in order and once', async () => {
  const html = page(
    '<div class="e"><p>Second <b>thing</b></p><div class="e">within</div></div><p>no</p><div class="e">First thing</div>',
  )
  assert.equal((await readWell(html, '.e')).text, 'Second thing\n\nwithin\n\nFirst thing')
})

test('a selector that finds nothing, or is none, is told in words', async () => {
  const reasonOf = async (selector: string) => {
    const reading = await read(page(article), selector)
    return reading.ok ? null : reading.reason
  }
  assert.match((await reasonOf('.gone')) ?? '', /finds nothing on it/)
  assert.match((await reasonOf('nav img, nav br')) ?? '', /finds nothing/)
  assert.match((await reasonOf('p[')) ?? '', /no CSS selector/)
})

test('a page whose text comes by script has nothing to read, and says so', async () => {
  const reading = await read(page('<div id="app"></div>'))
  assert.match(reading.ok ? '' : reading.reason, /by script/)
})

test('angle brackets and ampersands of the text stay what they are', async () => {
  const item = await readWell(page(article.replace('on Tuesday', 'on Tue &lt;b&gt; &amp;amp; &#60;i&#62;')))
  assert.match(item.text, /on Tue <b> &amp; <i> after/)
})

test('the character set is the one that HTTP or the page says', async () => {
  const latin = Buffer.from(page(article.replace('harbour', 'häfen')), 'latin1')
  const declared = Buffer.from(
    page(article.replace('harbour', 'häfen'), '<meta charset="iso-8859-1">'),
    'latin1',
  )
  for (const reading of [
    await read(latin, null, 'text/html; charset=iso-8859-1'),
    await read(declared),
    await read(latin),
  ])
    assert.match(reading.ok ? (reading.page.items[0]?.text ?? '') : '', /The häfen bridge/)
})

test('pages made to hurt are read or not, and never throw', async () => {
  const hostile = [
    `${'<div>'.repeat(100_000)}${article}`,
    '<p><div></p>'.repeat(5_000),
    '<'.repeat(100_000),
    `<a ${'b='.repeat(100_000)}`,
    '<frameset><frame src=x></frameset>',
    '<table>'.repeat(5_000),
    '\0'.repeat(1_000),
    '',
  ]
  for (const html of hostile)
    for (const selector of [null, 'p']) {
      const reading = await read(html, selector)
      const text = reading.ok ? (reading.page.items[0]?.text ?? '') : ''
      assert.ok(text.length <= 20_000)
    }
})

test('whatever it is given, it never throws and its text is bounded', async () => {
  const piece = fc.constantFrom(
    ...[
      '<p>',
      '</p>',
      '<div>',
      '</div>',
      '<article>',
      paragraphs.join(' '),
      '<h1>',
      '<table><tr><td>',
      '<br><br>',
      '<body>',
    ],
    ...[
      '<html>',
      '</html>',
      '<a href="javascript:x">',
      '<script>',
      '<b',
      '"',
      '&#0;',
      '\ue000',
      '<title>',
      '<base href="//x">',
    ],
  )
  await fc.assert(
    fc.asyncProperty(
      fc.array(piece, { maxLength: 30 }),
      fc.constantFrom(null, 'p', '*'),
      async (pieces, selector) => {
        const reading = await read(pieces.join(''), selector)
        if (reading.ok) assert.ok((reading.page.items[0]?.text.length ?? 0) <= 20_000)
      },
    ),
    { numRuns: 300 },
  )
})
