/** What a source says of its own text: fixed forms only, never a bill withdrawn or a market that corrects itself. */
import assert from 'node:assert/strict'
import test from 'node:test'
import { sourceWordsIn } from './corrections.ts'

function wordsOf(title: string, text = ''): string[] {
  return sourceWordsIn({ title, text }).map(({ kind, whose }) =>
    whose === null ? kind : `${kind} of ${whose}`,
  )
}

test('headlines that say they are corrected are corrections', () => {
  for (const title of [
    'CORRECTED-Norvia raises rates',
    'CORRECTED: Norvia raises rates',
    'UPDATE 2-CORRECTED-Norvia raises rates',
    'CORRECTED (OFFICIAL)-Norvia raises rates',
    'Correction: Ferry accident story',
    'CORRECTION - Ferry accident',
    'Corrected: Norvia raises rates',
  ])
    assert.deepEqual(wordsOf(title), ['correction'], title)
})

test('notes at either end of a text are corrections', () => {
  const body = 'Norvia said on Monday that it would sell its railways to the city. '.repeat(40)
  for (const note of [
    '(Corrects paragraph 3 to say million, not billion)',
    '(This story has been corrected to say that nine people died, not 19, in paragraph 1)',
    '(This Aug 19 story has been refiled to fix the name of the bank in paragraph 7)',
    'An earlier version of this article misstated the number of dead.',
    'Correction: The ferry carried 40 people.',
    'This article was amended on 4 May.',
  ]) {
    assert.deepEqual(wordsOf('Norvia sells railways', `${note} ${body}`), ['correction'], note)
    assert.deepEqual(wordsOf('Norvia sells railways', `${body}\n\n${note}`), ['correction'], note)
  }
})

test('withdrawals are told from corrections, and the agency that is named with them', () => {
  for (const title of [
    'WITHDRAWN: Ferry sinks',
    'KILL: Ferry sinks',
    'BULLETIN KILL-Ferry sinks',
    'RETRACTION: Ferry sinks',
  ])
    assert.deepEqual(wordsOf(title), ['withdrawal'], title)
  assert.deepEqual(wordsOf('ADVISORY-Norvia rate story withdrawn'), ['withdrawal'])
  assert.deepEqual(wordsOf('Ferry sinks', "Please disregard our story headlined 'Ferry sinks'."), [
    'withdrawal',
  ])
  const named = 'Reuters has withdrawn its story on the ferry because of an error.'
  assert.deepEqual(wordsOf('Ferry sinks', named), ['withdrawal of Reuters'])
  assert.deepEqual(wordsOf('Ferry sinks', 'This story has been withdrawn.'), ['withdrawal'])
})

test('what is mended in the looks of a text only is no correction', () => {
  assert.deepEqual(wordsOf('Norvia sells', '(Corrects spelling of name in paragraph 2) Norvia said.'), [])
  assert.deepEqual(
    wordsOf('Norvia sells', '(Corrects to remove faulty hyperlink in paragraph 2) Norvia said.'),
    [],
  )
  assert.deepEqual(wordsOf('Norvia sells', '(This story has been refiled to fix a typo in the headline)'), [])
})

test('other things that are corrected, withdrawn or killed are none of it', () => {
  for (const title of [
    'Market correction looms',
    'Bill withdrawn after protests',
    'Norvia withdraws troops from border',
    'Company corrects course',
    'Kill Bill sequel planned',
    'Rovers kill off rivals',
    'Department of Correction hires guards',
    'Offer withdrawn by bidder',
    'Ambassador withdrawn from capital',
    'Kill switch law passes',
    'Corrected earnings per share rise',
    'Drug withdrawn from market, advisory panel meets',
  ])
    assert.deepEqual(wordsOf(title, `${title}. Officials said so on Monday.`), [], title)
})

test('the quote is the note and no more', () => {
  const text = '(Corrects paragraph 3 to say million, not billion) Norvia said on Monday it would sell. More.'
  assert.equal(
    sourceWordsIn({ title: 'Norvia', text })[0]?.quote,
    '(Corrects paragraph 3 to say million, not billion)',
  )
})
