import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createSmallWords } from './small-words.ts'
import { fold, splitWords } from './split-words.ts'

const smallWords = createSmallWords()

/** With `^` before those that begin with a capital. */
function split(text: string, language: string | null = 'en'): string {
  const words = splitWords(text, smallWords(language))
  return words.map(({ word, capital }) => `${capital ? '^' : ''}${word}`).join(' ')
}

test('forms of one word are one, and words that tell nothing are none', () => {
  assert.equal(split('the recalled cars'), 'recall car')
  assert.equal(split('Recalling a car: they recall, it recalls'), 'recall car recall recall')
  assert.equal(split('cities and a city'), split('city of cities'))
})

test('a capital counts where no sentence and no line begins with it', () => {
  assert.equal(split('Boats sank near Lesbos'), 'boat sank near ^lesbo')
  assert.equal(
    split('It ended. Boats sank: Rescue "Boats" left\nDivers wait'),
    'ended boat sank rescu ^boat left diver wait',
  )
  assert.equal(split('und Überlingen', 'de'), '^uberlingen')
  assert.equal(split('в Москве', 'ru'), '^москве')
})

test('possessives, abbreviations and apostrophes of either kind leave no trace', () => {
  assert.equal(split("O'Brien's"), split('O’Brien'))
  assert.equal(split("workers'"), split('workers'))
  assert.equal(split('E.U. talks'), split('EU talks'))
  assert.equal(fold("mayor's"), 'mayor')
})

test('a decimal number is one word and no other', () => {
  assert.equal(split('a 6.1 quake'), '6.1 quak')
  assert.notEqual(split('6.1'), split('61'))
  assert.equal(split('quake of 6.1.'), split('quake of 6.1'))
})

test('case, accents and width make no difference in scripts that know them', () => {
  assert.equal(split('Élysée'), split('ＥＬＹＳＥＥ'))
  assert.equal(split('Ёлка', 'ru'), split('елка', 'ru'))
  assert.equal(split('ΟΔΌΣ', 'el'), split('οδος', 'el'))
  assert.equal(split('ﾆｭｰｽ', 'ja'), split('ニュース', 'ja'))
  assert.equal(split('e\u0301tat', 'fr'), split('état', 'fr'))
})

test('each language leaves out its own small words; one without a list, and none, those of English', () => {
  assert.equal(split('Der Rhein und die Elbe', 'de-AT'), '^rhein ^elbe')
  assert.equal(split('Le maire de la ville', 'fr'), 'mair vill')
  assert.equal(split('the mayor', null), 'mayor')
  assert.equal(split('the mayor', 'xx-nonsense'), 'mayor')
})

test('letters of other alphabets stay what they are, with the marks that make them', () => {
  assert.equal(split('रूस में भूकंप', 'hi'), 'रूस में भूकंप')
  assert.equal(split('الوزراء يُعلن', 'ar'), 'الوزراء يُعلن')
  assert.equal(split('ראש הממשלה הודיע', 'he'), 'ראש הממשלה הודיע')
  assert.equal(split('대통령이 서울에서', 'ko'), '대통령이 서울에서')
  assert.equal(split('서울'.normalize('NFD'), 'ko'), '서울')
})

test('scripts without spaces give neighbouring letters, and words of other scripts between them are whole', () => {
  assert.equal(split('北京发生地震', 'zh'), '北京 京发 发生 生地 地震')
  assert.equal(split('震', 'zh'), '震')
  assert.equal(split('北京GDP增长5.2%', 'zh'), '北京 gdp 增长 5.2')
  assert.equal(split('กทม', 'th'), 'กท ทม')
  assert.equal(split('𠮷野家', 'ja'), '𠮷野 野家')
})

test('Japanese grammar in hiragana is no word', () => {
  assert.equal(split('トヨタとHondaが合併について', 'ja'), 'トヨ ヨタ タと honda が合 合併 併に')
})

test('what is no letter or digit is no word', () => {
  assert.equal(split('— … !!! 🔥🔥 \u0000\u202e\u200f \ud800 - a 7'), '')
  assert.equal(split(''), '')
})

test('a word longer than any word is cut, not kept whole', () => {
  assert.equal(split('7'.repeat(100_000)).length, 40)
})
