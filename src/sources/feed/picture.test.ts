import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readFeed } from './read-feed.ts'

const head =
  '<rss xmlns:media="http://search.yahoo.com/mrss/" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd">'

function pictureIn(inner: string): string | null | undefined {
  const body = Buffer.from(`${head}<channel><item><title>T</title>${inner}</item></channel></rss>`)
  const reading = readFeed({ body, contentType: null, url: 'https://news.example/feed', toShow: true })
  return reading.ok ? reading.feed.items[0]?.image : undefined
}

const html = (source: string) => `<description><![CDATA[${source}]]></description>`

const pictures: [string, string][] = [
  ['Media RSS', '<media:content url="https://i.example/p.jpg" medium="image"/>'],
  [
    'a group of Media RSS',
    '<media:group><media:content url="https://i.example/p.jpg" type="image/jpeg"/></media:group>',
  ],
  ['a thumbnail', '<media:thumbnail url="https://i.example/p.jpg"/>'],
  ['an enclosure', '<enclosure url="https://i.example/p.jpg" type="image/jpeg" length="1"/>'],
  ['iTunes', '<itunes:image href="https://i.example/p.jpg"/>'],
  ['its text', html('<p>x<img src="https://i.example/p.jpg">')],
  [
    'its text, where a script would load it late',
    html('<img src="data:image/gif;base64,x" data-src="https://i.example/p.jpg">'),
  ],
]

for (const [where, inner] of pictures)
  test(`a picture is found in ${where}`, () => assert.equal(pictureIn(inner), 'https://i.example/p.jpg'))

test('the widest of several is taken', () => {
  const content = (name: string, width: number) =>
    `<media:content url="https://i.example/${name}.jpg" medium="image" width="${width}"/>`
  assert.equal(pictureIn(content('small', 90) + content('large', 1200)), 'https://i.example/large.jpg')
})

test('a film, a pixel that counts, a face, a smiley and an address that acts are no pictures', () => {
  for (const inner of [
    '<enclosure url="https://i.example/p.mp4" type="video/mp4"/>',
    '<media:content url="https://0.gravatar.com/avatar/abc" medium="image"/>',
    html('<img src="https://n.example/p.gif" width="1" height="1">'),
    html('<img src="https://n.example/tracking/npr-rss-pixel.png?story=1">'),
    html('<img src="https://s.w.org/images/core/emoji/17/72x72/1f642.png">'),
    html('<img src="javascript:x()">'),
    '<media:thumbnail url="javascript:x()"/>',
  ])
    assert.equal(pictureIn(inner), null, inner)
})

test('a relative address starts at the feed’s', () => {
  assert.equal(pictureIn('<enclosure url="/p.png" type="image/png"/>'), 'https://news.example/p.png')
})
