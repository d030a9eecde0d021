/** Headlines alone, through the grouping and the model as they are shipped. */
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { type Newsroom, openNewsroom } from './test-news.ts'
import { ferryReport, mayorTrial } from './test-reports.ts'

let newsroom: Newsroom
before(() => {
  newsroom = openNewsroom()
})

function stories(...titles: readonly string[]): number[] {
  return newsroom.storiesOf(...titles.map(title => ({ title })))
}

function assertJoin(one: string, other: string): void {
  assert.deepEqual(
    [stories(one, other), stories(other, one)],
    [
      [1, 1],
      [1, 1],
    ],
    `${one} / ${other}`,
  )
}

function assertApart(one: string, other: string): void {
  assert.deepEqual(
    [stories(one, other), stories(other, one)],
    [
      [1, 2],
      [1, 2],
    ],
    `${one} / ${other}`,
  )
}

test('the same address is the same story, whatever the headline says', () => {
  const [known, same] = ['Minister resigns', 'Volcano erupts on the island']
  assert.deepEqual(newsroom.storiesOf({ title: known, urlKey: 'a' }, { title: same, urlKey: 'a' }), [1, 1])
  assert.deepEqual(newsroom.storiesOf({ title: known, urlKey: 'a' }, { title: same, urlKey: 'b' }), [1, 2])
  assert.deepEqual(newsroom.storiesOf({ title: known }, { title: same }), [1, 2])
})

test('case, accents, width and the outlet behind a dash make no difference', () => {
  const one = 'Président Élysée promises reform of ＰＥＮＳＩＯＮＳ - Reuters'
  const other = 'PRESIDENT ELYSEE PROMISES REFORM OF PENSIONS | Le Monde'
  assertJoin(one, other)
  const [plain, odd] = [one, other].map(title => newsroom.wordsOf({ title }))
  assert.deepEqual(plain, odd)
})

test('measured numbers that disagree keep two headlines apart, in any script', () => {
  const quakes = [
    [
      'Earthquake of magnitude 6.1 strikes eastern Turkey',
      'Earthquake of magnitude 6.2 strikes eastern Turkey',
    ],
    ['M6.1 earthquake - 40 km E of Hualien, Taiwan', 'M6.2 earthquake - 40 km E of Hualien, Taiwan'],
    ['Séisme de magnitude 6,1 au large du Chili', 'Séisme de magnitude 6,4 au large du Chili'],
    ['地震６．１ 能登半島で', '地震６．２ 能登半島で'],
    ['زلزال بقوة ٦٫١ درجة يضرب شرق تركيا', 'زلزال بقوة ٦٫٢ درجة يضرب شرق تركيا'],
  ] as const
  for (const [one, other] of quakes) assertApart(one, other)
})

test('a number that only one headline gives does not, nor one that is written in another way', () => {
  assertJoin(
    'Earthquake strikes eastern Turkey near Malatya',
    'Earthquake strikes eastern Turkey near Malatya, 6.2',
  )
  assertJoin('Storm Alda kills 1,200 in northern Spain', 'Storm Alda kills 1200 in northern Spain')
})

test('the same headline of a day is one event word for word, not figure for figure', () => {
  const title = 'Coast guard boats search the water off Mandal harbour'
  const [one, far] = [
    { title, text: ferryReport.text ?? '' },
    { title, text: mayorTrial.text?.replaceAll(/\d/g, '') ?? '' },
  ]
  assert.deepEqual(newsroom.storiesOf(one, { ...far, hours: 23 }), [1, 1])
  assert.deepEqual(newsroom.storiesOf(one, { ...far, hours: 60 }), [1, 2])
  const quakes = ['6', '7'].map(magnitude => ({
    title: `Séisme de magnitude ${magnitude},1 au large des côtes du Chili`,
  }))
  assert.deepEqual(newsroom.storiesOf(...quakes), [1, 2])
})

test('a toll that rises is the same story', () => {
  assertJoin('Storm Alda kills 12 in northern Spain', 'Storm Alda kills 14 in northern Spain')
})

test('headlines that tell the same in nearly the same words join, in any language', () => {
  const same = [
    [
      'Central bank raises interest rates again',
      'Central bank raises interest rates again as inflation climbs',
    ],
    ['Market close', 'MARKET CLOSE'],
    ['日銀が政策金利を引き上げ、円相場は急騰', '日銀、政策金利を引き上げ 円相場は急騰'],
    ['北京市长李建国辞职', '李建国辞去北京市长职务'],
    ['Bundestag beschließt neues Heizungsgesetz', 'Neues Heizungsgesetz: Bundestag stimmt zu'],
    ['В Турции произошло землетрясение магнитудой 6,1', 'Землетрясение магнитудой 6,1 произошло в Турции'],
    ['زلزال بقوة 6.1 درجة يضرب شرق تركيا', 'زلزال بقوة 6.1 يضرب تركيا'],
    ['दिल्ली में भूकंप के तेज झटके', 'भूकंप के झटके दिल्ली में'],
    ['นายกรัฐมนตรีประกาศลาออก', 'นายกรัฐมนตรีลาออกแล้ว'],
  ] as const
  for (const [one, other] of same) assertJoin(one, other)
})

test('headlines in other words for one event join', () => {
  assertJoin('Gunman kills three at Oslo shopping centre', 'Three shot dead in Oslo mall, police say')
})

test('what is about something else stays apart, in any language', () => {
  const others = [
    ['Minister resigns', 'Volcano erupts on the island'],
    ['Court fines Halden Bank over laundering', 'Court frees Serrano after appeal'],
    ['Former mayor of Brenz goes on trial over bribes', 'Ex-governor of Calvera stands trial over kickbacks'],
    ['日銀が政策金利を引き上げ、円相場は急騰', '首相が衆議院を解散、総選挙は来月に実施'],
    ['В Турции произошло землетрясение', 'В Москве открылась выставка'],
  ] as const
  for (const [one, other] of others) assertApart(one, other)
})

test('one event told in two languages is two stories, each whole', () => {
  const english = ['Bridge collapses in Port Arden', 'Port Arden bridge collapses, cars in river']
  const russian = ['В Порт-Ардене обрушился мост', 'Мост обрушился в Порт-Ардене, машины упали в реку']
  const japanese = ['ポートアーデンで橋が崩落', 'ポートアーデンの橋崩落、車が川に転落']
  const mixed = [0, 1].flatMap(at => [english, russian, japanese].map(titles => titles[at] ?? ''))
  assert.deepEqual(stories(...mixed), [1, 2, 3, 1, 2, 3])
})

test('of two stories the nearer one is chosen, in whatever order they came', () => {
  const bank = 'Court fines Halden Bank 40 million'
  const minister = 'Minister Lena Moritz resigns'
  const item = 'Lena Moritz resigns as minister, court says'
  assert.deepEqual(stories(bank, minister, item), [1, 2, 2])
  assert.deepEqual(stories(minister, bank, item), [1, 2, 1])
})

test('an item of which nothing can be read founds a story of its own, each time', () => {
  assert.deepEqual(stories('', 'Minister resigns', '', '… 🔥 !', '\ud800\u0000', '🔥'), [1, 2, 3, 4, 5, 6])
})

test('what comes again days later is another event', () => {
  const title = 'Earthquake strikes eastern Turkey'
  assert.deepEqual(newsroom.storiesOf({ title }, { title, hours: 5 }), [1, 1])
  assert.deepEqual(newsroom.storiesOf({ title }, { title, hours: 24 * 60 }), [1, 2])
})
