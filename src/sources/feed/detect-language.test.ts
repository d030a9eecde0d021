import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { detectLanguage } from './detect-language.ts'

/** Invented headlines. */
const headlines: Record<string, string[]> = {
  en: [
    'Government warns of floods along the northern coast',
    'Markets fall as central bank keeps rates unchanged',
  ],
  de: [
    'Zwei Festnahmen nach Schüssen in der Innenstadt',
    'Der Ministerpräsident tritt nach einer Abstimmung zurück',
  ],
  fr: ['Deux hommes arrêtés après une fusillade', 'La banque centrale laisse ses taux inchangés'],
  es: ['El Gobierno alerta de inundaciones en la costa norte', 'Dimite el primer ministro tras la votación'],
  pt: ['Dois homens detidos após tiroteio no centro', 'Governo alerta para inundações na costa'],
  it: ['Due uomini arrestati dopo la sparatoria', 'Il premier si dimette dopo il voto'],
  nl: ['Regering waarschuwt voor overstromingen aan de kust', 'Premier stapt op na stemming over begroting'],
  sv: ['Regeringen varnar för översvämningar längs kusten'],
  da: ['To mænd anholdt efter skyderi i centrum'],
  fi: ['Hallitus varoittaa tulvista pohjoisrannikolla'],
  pl: ['Rząd ostrzega przed powodzią na północnym wybrzeżu'],
  cs: ['Vláda varuje před povodněmi na severním pobřeží'],
  hu: ['A kormány árvízre figyelmeztet az északi parton'],
  ro: ['Guvernul avertizează asupra inundațiilor pe coastă'],
  tr: ['Hükümet kuzey kıyısında sel uyarısı yaptı'],
  ru: ['Двое мужчин задержаны после стрельбы в центре города'],
  uk: ['Двох чоловіків затримали після стрілянини в центрі'],
  bg: ['Двама мъже са арестувани след стрелба в центъра'],
  el: ['Η κυβέρνηση προειδοποιεί για πλημμύρες στις ακτές'],
  he: ['הממשלה מזהירה מפני שיטפונות בחוף הצפוני'],
  ar: ['الحكومة تحذر من فيضانات على الساحل الشمالي'],
  fa: ['دولت درباره سیل در سواحل شمالی هشدار داد'],
  hi: ['सरकार ने उत्तरी तट पर बाढ़ की चेतावनी दी'],
  ja: ['政府、北部沿岸の洪水に警戒呼びかけ', '首相が辞任、予算案採決後'],
  zh: ['政府警告北部沿海地区可能发生洪水'],
  ko: ['정부, 북부 해안 홍수 경고'],
  vi: ['Chính phủ cảnh báo lũ lụt ở bờ biển phía bắc'],
  id: ['Dua pria ditangkap setelah penembakan di pusat kota'],
  th: ['รัฐบาลเตือนน้ำท่วมชายฝั่งทางเหนือ'],
}

for (const [language, lines] of Object.entries(headlines))
  test(`a headline in ${language} is known for that`, () => {
    for (const line of lines) assert.equal(detectLanguage(line, ''), language, line)
  })

test('names and numbers are no language', () => {
  for (const line of ['', '2026', 'Kim Jong Un', 'NATO UN WHO', 'Microsoft Windows 11', 'https://x.example/'])
    assert.equal(detectLanguage(line, ''), null, line)
})

test('a foreign name in a headline does not change its language', () => {
  assert.equal(detectLanguage('The 東京 stock exchange fell after the earthquake', ''), 'en')
  assert.equal(detectLanguage('Σ and the Θ of it were said to be near', ''), 'en')
})

test('whatever the text, it is a language of two letters or none', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (title, text) => {
      const language = detectLanguage(title, text)
      assert.ok(language === null || /^[a-z]{2}$/.test(language))
    }),
  )
})
