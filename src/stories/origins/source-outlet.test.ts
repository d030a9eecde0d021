import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { outletKey, sourceOutlet } from './source-outlet.ts'

test('the feeds of one outlet are one', () => {
  for (const names of [
    ['BBC News', 'BBC News - World', 'bbc_latest', 'www.bbc.co.uk'],
    ['Reuters', 'reuters_official_msn', 'Reuters: Business News'],
    ['Harbour Post', 'Harbour Post - Sports', 'The Harbour Post | World'],
    ['Business Standard', 'business_standard_discovery'],
  ]) {
    assert.equal(new Set(names.map(name => sourceOutlet(name).key)).size, 1, names.join(', '))
  }
})

test('different outlets are not one, and sections are no outlet', () => {
  const names = ['Harbour Post', 'Arden Gazette', 'The Standard', 'Business Standard', 'World', 'Business']
  assert.equal(new Set(names.map(name => sourceOutlet(name).key)).size, names.length)
})

test('a carrier speaks for nobody, unless for the agency that its name has too', () => {
  for (const name of ['MSN', 'msn_discovery', 'Google News', 'Yahoo!ニュース']) {
    assert.equal(sourceOutlet(name).key, null, name)
  }
  assert.equal(sourceOutlet('Yahoo News JP Reuters').name, 'Reuters')
})

test('what a text names and what a source is called meet', () => {
  assert.equal(outletKey('The Kyiv Post'), sourceOutlet('Kyiv Post - Top Stories').key)
  assert.equal(outletKey('Business Standard'), sourceOutlet('Business Standard').key)
})

test('any name will do', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), name => typeof sourceOutlet(name) === 'object'))
})
