/**
 * Feeds made to hurt who reads them: what unfolds without end, nests without end, or costs the square of its
 * length. Invented; each is about as long as it is asked to be.
 */

const fill = (piece: string, length: number): string => piece.repeat(Math.ceil(length / piece.length))
const rss = (content: string): string =>
  `<rss version="2.0"><channel><title>t</title>${content}</channel></rss>`
const item = (content: string): string => rss(`<item><title>a</title>${content}</item>`)
const text = (content: string): string => item(`<description>${content}</description>`)
/** A text is read to 500,000 characters: several of them. */
const texts = (piece: string, length: number): string =>
  rss(
    fill(
      `<item><title>a</title><description><![CDATA[${fill(piece, 490_000)}]]></description></item>`,
      length,
    ),
  )
const json = (content: string): string =>
  `{"version":"https://jsonfeed.org/version/1.1","title":"a",${content}`
const numbered = (count: number, of: (n: number) => string): string =>
  Array.from({ length: count }, (_, n) => of(n)).join('')
const headline = (n: number): string =>
  Array.from({ length: 60 }, (_, k) => ((n * k * 7919) % 997).toString(36)).join(' ')

const declared = (subset: string, content: string): string =>
  `<?xml version="1.0"?><!DOCTYPE rss [${subset}]>${content}`

export const hostileFeeds: Readonly<Record<string, (length: number) => string>> = {
  'billion laughs': () =>
    declared(
      `<!ENTITY a0 "lol">${numbered(12, n => `<!ENTITY a${n + 1} "${`&a${n};`.repeat(10)}">`)}`,
      text('&a12;'),
    ),
  'quadratic blowup': length =>
    declared(`<!ENTITY a "${fill('x', length / 2)}">`, text(fill('&a;', length / 2))),
  'an external entity': () => declared('<!ENTITY a SYSTEM "file:///etc/passwd">', text('&a;')),
  'an external document type': () => `<!DOCTYPE rss SYSTEM "http://127.0.0.1/x.dtd">${text('a')}`,
  'a parameter entity': () => declared('<!ENTITY % a SYSTEM "http://127.0.0.1/x.dtd"> %a;', text('a')),
  'a document type without end': length => `<!DOCTYPE a [${fill('] ', length)}`,
  'document types in a row': length => fill('<!DOCTYPE a>', length) + item(''),
  'elements nested 100,000 deep': () => `<rss><channel>${'<a>'.repeat(100_000)}`,
  'elements without end': length => rss(fill('<a/>', length)),
  'elements never closed': length => rss(fill('<item>', length)),
  'items without end': length => rss(fill('<item><title>x</title></item>', length)),
  'items that are all at one address': () =>
    rss(
      numbered(
        5_000,
        n =>
          `<item><title>${n} ${headline(n)}</title><link>https://a.example/x</link><guid>${n}</guid></item>`,
      ),
    ),
  'quotes without end in a tag': length => rss(`<item ${fill('""', length)}><title>a</title></item>`),
  'quotes in quotes in a tag': length => rss(`<item ${fill(`'"'"`, length)}><title>a</title></item>`),
  'an attribute with an endless name': length => rss(`<item ${fill('a', length)}><title>a</title></item>`),
  'attributes without end': length => rss(`<item ${fill('a= ', length)}><title>a</title></item>`),
  'namespaces without end': length =>
    rss(numbered(length / 40, n => `<a xmlns:b${n}="http://x.example/${n}"/>`)),
  'ampersands without end': length => text(fill('&', length)),
  'half references without end': length => text(fill('&#1', length)),
  'a reference with an endless name': length => text(`&${fill('a', length)}`),
  'sections without end': length => text(fill('<![CDATA[x]]>', length)),
  'sections never closed': length => text(fill('<![CDATA[', length)),
  'brackets in an author': length => item(`<author>${fill('(', length)}</author>`),
  'a date without end': length => item(`<pubDate>${fill('1 a', length)}</pubDate>`),
  'categories without end': length => item(numbered(length / 30, n => `<category>c${n}</category>`)),
  'pictures without end': length => item(fill('<media:content url="x"/>', length)),
  'links without end': length => item(fill('<link rel="x" href="https://a.example/"/>', length)),
  'blank lines without end': length => text(`${fill('\n', length)}x`),
  'a headline without end': length => rss(`<item><title>${fill('a', length)}</title></item>`),
  'HTML: angle brackets': length => texts('<', length),
  'HTML: tags never closed': length => texts('<a ', length),
  'HTML: quotes never closed': length => texts('<a href="', length),
  'HTML: comments never closed': length => texts('<!--', length),
  'HTML: comments that end where they must not': length => texts('<!--a>', length),
  'HTML: declarations never closed': length => texts('<!', length),
  'HTML: raw elements never closed': length => texts('<xmp>', length),
  'HTML: scripts never closed': length => texts('<script>', length),
  'HTML: frames never closed': length => texts('<iframe>', length),
  'HTML: an attribute with an endless name': length => texts(`<img ${'a'.repeat(480_000)}>`, length),
  'HTML: lists in lists': length => texts('<ul><li>x', length),
  'HTML: emphasis in emphasis': length => texts('<b>x', length),
  'HTML: half end tags': length => texts('</a', length),
  'JSON nested without end': length => json(`"items":${fill('[', length)}`),
  'JSON items without end': length => json(`"items":[${fill('{},', length)}{}]}`),
  'JSON keys without end': length => json(`"items":[],${numbered(length / 20, n => `"k${n}":1,`)}"z":1}`),
}
