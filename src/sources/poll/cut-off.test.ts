import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isCutOff } from './cut-off.ts'

const rss =
  '<?xml version="1.0"?><rss version="2.0"><channel><title>N</title><item><title>A</title></item></channel></rss>'

function cutOff(text: string, encoding: BufferEncoding = 'utf8'): boolean {
  return isCutOff(Buffer.from(text, encoding))
}

test('a whole document is whole in every encoding, with what comes after it too', () => {
  assert.equal(cutOff(rss), false)
  assert.equal(cutOff(`\uFEFF${rss}`, 'utf16le'), false)
  assert.equal(cutOff(`\n\n${rss}\n<!-- cached 12:00 -->\n`), false)
  assert.equal(cutOff('<a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:entry/></a:feed >'), false)
})

test('a document that was cut before its last end tag is cut, wherever that was', () => {
  const end = rss.indexOf('</channel>') + '</channel'.length
  for (let length = 1; length <= end; length += 1) assert.equal(cutOff(rss.slice(0, length)), true)
})

test('RSS 1.0 is whole only with its last tag, because its items follow the channel', () => {
  const rdf = '<rdf:RDF xmlns="http://purl.org/rss/1.0/"><channel></channel><item></item></rdf:RDF>'
  assert.equal(cutOff(rdf), false)
  assert.equal(cutOff(rdf.replace('</rdf:RDF>', '')), true)
})

test('JSON is left to its parser', () => {
  assert.equal(cutOff('{"version": "https://jsonfeed.org/version/1.1", "items": ['), false)
})
