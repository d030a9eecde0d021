import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { namedOrigin } from './named-origin.ts'
import { agencyText, japaneseText, ownText } from './test-texts.ts'

const sourceName = 'Harbour Post'
const story = 'the harbour of Port Arden was closed on Wednesday.'

function named(text: string, title = 'Harbour closed', source = sourceName) {
  const origin = namedOrigin({ title, text, sourceName: source })
  return origin && `${origin.name}${origin.cited ? ', cited' : ''}`
}

test('a dateline names the agency, in its many shapes', () => {
  for (const [dateline, name] of [
    ['KYIV (Reuters) - ', 'Reuters'],
    ['LONDON, Aug 19 (Reuters) - ', 'Reuters'],
    ['By Ada Brook LONDON/PARIS, Aug 19 (Reuters) – ', 'Reuters'],
    ['(AP) — ', 'AP'],
    ['NEW YORK (AP) ', 'AP'],
    ['(Bloomberg) -- ', 'Bloomberg'],
    ['Berlin (dpa) - ', 'dpa'],
    ['PARIS, 20 août (AFP) - ', 'AFP'],
    ['MADRID, 20 ago (EFE).- ', null],
    ['МОСКВА, 20 авг (Рейтер) - ', 'Reuters'],
  ] as const) {
    if (name) assert.equal(named(`${dateline}${story}`), name, dateline)
  }
  assert.equal(named(agencyText), 'Reuters')
})

test('a dateline names the agency where words have no spaces', () => {
  assert.equal(named(japaneseText), 'Reuters')
  assert.equal(named('[8月19日 ロイター] - 港は水曜日に閉鎖された。'), 'Reuters')
  assert.equal(named('（ブルームバーグ）：港は水曜日に閉鎖された。'), 'Bloomberg')
  assert.equal(named('新华社北京8月19日电 港口周三关闭。'), 'Xinhua')
  assert.equal(named('【ロンドン共同】港は水曜日に閉鎖された。'), null)
  assert.equal(named('【ロンドン共同通信】港は水曜日に閉鎖された。'), 'Kyodo')
})

test('a byline or a credit names whose text it is', () => {
  const long = 'The harbour of Port Arden was closed on Wednesday after a fire.'
  assert.equal(named(`By Reuters\n\n${long}`), 'Reuters')
  assert.equal(named(`Agence France-Presse\n\n${long}`), 'AFP')
  assert.equal(named(`Bloomberg 3 min read Last Updated : Aug 19\n\n${long}`), 'Bloomberg')
  assert.equal(named(`${long} Reuters | Updated: 20-08-2026 22:39 IST`), 'Reuters')
  assert.equal(named(`${long}\n\nSource: Reuters/rk\n\nNewsletter`), 'Reuters')
  assert.equal(named(`${long}\n\n© 2026 AFP`), 'AFP')
  assert.equal(named(`${long}\n\nCopyright 2026 The Associated Press. All rights reserved.`), 'AP')
  assert.equal(named(`${long} (Reporting by Ada Brook in London; Editing by Jonas Hale)`), 'Reuters')
})

test('what an aggregator puts behind the headline names the outlet, and no carrier', () => {
  const title = 'Harbour of Port Arden closed after fire'
  assert.equal(named('', `${title} - Reuters`), 'Reuters')
  assert.equal(named(`${title} Bloomberg`, `${title} - Bloomberg.com`), 'Bloomberg')
  assert.equal(named('', `${title} | BBC News`), 'BBC')
  assert.equal(named('', `${title} - MSN`), null)
  assert.equal(named('', `${title} - es.tradingview.com`), null)
  assert.equal(named('', `${title} - The Arden Gazette`, 'Google News'), 'The Arden Gazette')
  assert.equal(named('', `${title} - at last`, 'Harbour Post'), null)
})

test('who is said to have reported it counts before whose text it is', () => {
  for (const [text, name] of [
    ['The owner will sell the harbour, Reuters reported on Monday, citing two people.', 'Reuters'],
    ['The owner will sell, according to a report by the Wall Street Journal.', 'Wall Street Journal'],
    ['"We shall sell," the owner told the BBC on Monday.', 'BBC'],
    ['LONDON (Reuters) - The owner will sell, the Financial Times reported.', 'Financial Times'],
    ["The harbour was hit, according to Iran's semi-official Tasnim news agency.", 'Tasnim'],
    ['The harbour was hit, KCNA said on Monday.', 'KCNA'],
    ['A majority is for the sale, a Reuters/Ipsos poll found.', 'Reuters'],
    ['Der Hafen wird verkauft, berichtet das Handelsblatt.', 'Handelsblatt'],
    ["Le port sera vendu, a déclaré à l'AFP le maire.", 'AFP'],
    ['El puerto se venderá, según El País.', 'El País'],
    ['Порт продадут, сообщает Интерфакс.', 'Interfax'],
    ['港は売却されるとロイターが報じた。', 'Reuters'],
    ['据新华社报道，港口将出售。', 'Xinhua'],
  ] as const) {
    assert.equal(named(text), `${name}, cited`, text)
  }
  assert.equal(named('', 'WSJ: Owner to sell the harbour'), 'Wall Street Journal, cited')
  assert.equal(named('', 'Owner to sell the harbour -WSJ'), 'Wall Street Journal, cited')
  assert.equal(named('', 'Owner to sell harbour- Bloomberg News - TradingView'), 'Bloomberg, cited')
  assert.equal(named('', 'Owner to sell the harbour, NYT reports'), 'New York Times, cited')
})

test('who is only spoken of is no origin', () => {
  for (const text of [
    'The owner denied a Reuters report that he would sell.',
    'The BBC said it would close two studios.',
    'Reuters could not reach the owner for comment.',
    'The reporter of CNN was arrested at the harbour.',
    'CNN reporter Ada Brook is to lead the harbour museum.',
    "Pakistan Tehreek-e-Insaf (PTI) won the harbour's two seats.",
    'The harbour at dusk. (Photo: REUTERS/Ada Brook)',
    'La ville la plus belle du monde, selon le monde entier.',
    'Two people familiar with the matter told the harbour board so.',
  ]) {
    assert.equal(named(text), null, text)
  }
  const background = 'The first paragraph tells what happened at the quay and names nobody at all. '.repeat(6)
  assert.equal(named(`${background}Last year Reuters reported that the owner would sell.`), null)
  assert.equal(named(ownText), null)
})

test('no string makes it throw, or wait', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: 'grapheme' }),
      fc.string(),
      (text, title, source) => {
        const origin = namedOrigin({ title, text, sourceName: source })
        assert.ok(origin === null || origin.name.length <= 40)
      },
    ),
  )
  for (const part of [
    '\n',
    '(Reporting by a ',
    '\nSource: ',
    'Reuters ',
    'ロイター',
    'the ',
    '[ Reuters ',
    'citing ',
  ]) {
    const text = part.repeat(500_000 / part.length)
    namedOrigin({ title: text, text, sourceName: text })
  }
})
