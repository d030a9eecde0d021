import assert from 'node:assert/strict'
import test from 'node:test'
import type { Change } from '../moment.ts'
import { changeWords } from './changes-en.ts'

function words(kind: Change['kind'], facts: Change['facts']): string {
  return changeWords({ kind, itemId: 1, quote: '<b>not this</b>', facts })
}

test('each kind of change has its one sentence', () => {
  assert.equal(
    words('number', { of: 'killed', before: 3, now: 1200 }),
    'The number of people killed rose from 3 to 1,200.',
  )
  assert.equal(
    words('number', { of: 'magnitude', before: 6.1, now: 5.6 }),
    'The magnitude fell from 6.1 to 5.6.',
  )
  assert.equal(words('number', { of: 'missing', now: 4 }), 'The number of people missing is now given: 4.')
  assert.equal(words('denial', { what: 'it', actor: 'the ministry' }), 'The ministry denied it.')
  assert.equal(words('denial', { what: 'charges', actor: 'Ivo Marek' }), 'Ivo Marek pleaded not guilty.')
  assert.equal(words('confirmation', { what: 'it', actor: 'the airline' }), 'The airline confirmed it.')
  assert.equal(
    words('resignation', { what: 'dismissed', actor: 'chief of staff' }),
    'Chief of staff was dismissed.',
  )
  assert.equal(words('arrest', { what: 'charged', actor: 'two men' }), 'Two men were charged.')
  assert.equal(words('death', { what: 'died', actor: 'Ana Pell' }), 'Ana Pell died.')
  assert.equal(words('verdict', { what: 'found guilty', actor: 'Ana Pell' }), 'Ana Pell was found guilty.')
  assert.equal(words('agreement', { what: 'ceasefire' }), 'The ceasefire took effect.')
  assert.equal(
    words('end', { what: 'suspended', actor: 'Airline', object: 'flights' }),
    'Airline suspended the flights.',
  )
  assert.equal(
    words('claim of responsibility', { what: 'claimed', actor: 'a group' }),
    'A group claimed responsibility.',
  )
  assert.equal(words('correction', { whose: 'Reuters' }), 'Reuters corrected its text.')
  assert.equal(words('withdrawal', {}), 'The source withdrew its text.')
  assert.equal(
    words('withdrawal', { of: 'resignation', what: 'resigned', actor: 'Lena Varga', whose: 'Daily Norvian' }),
    'Daily Norvian no longer says that Lena Varga resigned.',
  )
})

test('what a source wrote comes out as letters and digits, never as markup', () => {
  assert.equal(words('denial', { what: 'it', actor: '<img src=x>Iran"&' }), 'Img src x Iran & denied it.')
})
