import assert from 'node:assert/strict'
import { test } from 'node:test'
import { foldItem } from './fold.ts'
import { officialHost, quotesStatement } from './official.ts'
import { routineFormOf } from './routine-forms.ts'

const formOf = (title: string, { text = '', url = null as string | null } = {}) =>
  routineFormOf(foldItem({ title, text, url }))

const routine: readonly (readonly [string, string])[] = [
  ['Gold slips as dollar firms before minutes - Outlet News', 'markets'],
  ['European shares edge lower as miners weigh', 'markets'],
  ['Asian Stocks Set to Fall: Markets Wrap', 'markets'],
  ['Dólar cae por expectativas de tasas', 'markets'],
  ['前場の日経平均は続落、米株安を嫌気', 'markets'],
  ['Soccer-Northtown beat Southend 3-1', 'sport'],
  ['サッカー＝北町が優勝', 'sport'],
  ['Ek ousts top seed Lund to reach quarter-finals', 'sport'],
  ['What to watch for in Tuesday’s voting', 'preview'],
  ['Week ahead: Minutes and harvests', 'preview'],
  ['Factbox: The ships of the Bren line', 'explainer'],
  ['Harbour strike explained', 'explainer'],
  ['Opinion: The harbour deserves better', 'opinion'],
  ['Harbour vote: live updates', 'live'],
  ['Seven things to know about the harbour', 'list'],
  ['Your horoscope for Thursday', 'horoscope'],
  ['Weather forecast for Wednesday', 'weather'],
  ['Brenline beats quarterly estimates on freight', 'results'],
  ['Brenline (NYSE: BRL) Enters Multi-Year Agreement with Ek', 'press'],
  ['Harbour Talk (Podcast)', 'show'],
  ['Harbour Pact Signed, Ferry Fares Rise, More', 'show'],
  ['Norvian exports jump 23% to record in July', 'statistics'],
  ['Norvia’s core inflation accelerates in July, bolsters case for rate hike', 'statistics'],
  ['Ferry Home Prices Edged Up in July as Listings Slowed', 'statistics'],
  ['ノルビアの消費者物価、7月は2.1％上昇', 'statistics'],
  ['Can the harbour be saved?', 'question'],
  ['Why the harbour matters', 'question'],
  ['BRK / LND Price, Converter and News - Portal', 'index'],
]

for (const [title, form] of routine) test(`"${title}" is ${form}`, () => assert.equal(formOf(title), form))

const news = [
  'WHO says outbreak spreads to the coast',
  'North Bren fires missile toward the sea',
  'Central bank raises rates in surprise move',
  'Stocks plunge 7% as exchange halts trading',
  'Oil tanker explodes off Brenvik',
  'Gold mine collapse kills twelve',
  'Norvia halts exports of grain after port blast',
  'Economy minister resigns',
  'Thousands more flee the coast',
  'Dollar Tree store shooting leaves two dead',
  'Will Ekdahl, harbour reformer, dies at 80',
  'Minister resigns over harbour deal',
  'ブレン湾で爆発、12人死亡',
]

for (const title of news) test(`"${title}" is no routine`, () => assert.equal(formOf(title), null))

test('the section of a site tells the form, its article’s own name does not', () => {
  assert.equal(formOf('Ek extends with Bren', { url: 'https://news.example/Sport/ek-extends' }), 'sport')
  assert.equal(formOf('Ek extends with Bren', { url: 'https://news.example/world/sport' }), null)
  assert.equal(formOf('Ek dit oui', { url: 'https://news.example/videos/1' }), 'show')
})

test('a press release is told by how its text begins', () => {
  assert.equal(
    formOf('Brenline opens a hall', { text: 'BRENVIK, Aug. 19 /PRNewswire/ -- Brenline…' }),
    'press',
  )
})

test('official are addresses that only authorities can have', () => {
  for (const url of [
    'https://earthquake.usgs.gov/a',
    'https://www.gov.uk/b',
    'https://polizei.de/',
    'https://mod.go.jp/x',
    'https://www.ecb.europa.eu/',
    'https://army.mil/',
    'https://who.int/news',
    'https://interieur.gouv.fr/',
  ])
    assert.ok(officialHost(url), url)
  for (const url of [
    'https://gov.example.com/',
    'https://usgs.gov.news.example/',
    'https://police-news.com/',
    'https://mygov.org/',
    'https://go.com/',
    'not an address',
    null,
  ])
    assert.equal(officialHost(url), null, String(url))
})

test('a statement in the first paragraph is heard, one further down is not', () => {
  const said = 'The harbour is closed, the port said in a statement.'
  assert.ok(quotesStatement(foldItem({ title: '', text: said })))
  assert.ok(!quotesStatement(foldItem({ title: '', text: `Ships waited.\n\n${said}` })))
})
