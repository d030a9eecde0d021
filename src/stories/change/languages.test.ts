/** The other languages that have a table of cues: their most frequent forms, and what must not count. */
import assert from 'node:assert/strict'
import test from 'node:test'
import { numeralValue } from './read-unspaced.ts'
import { factsInShort } from './test-facts.ts'

const sentences: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  de: [
    ['Zehn Tote bei Brand in Fabrik', 'killed 10'],
    ['Bei einem Busunglück sind mindestens 17 Menschen getötet worden', 'killed 17'],
    ['Erdbeben tötet 1.200 Menschen', 'killed 1200'],
    ['Zahl der Toten steigt auf 43', 'killed 43'],
    ['23 Verletzte nach Explosion', 'injured 23'],
    ['Polizei meldet zwölf Festnahmen', 'arrested 12'],
    ['Ministerium dementiert Bericht', 'denial, it: Ministerium'],
    ['Innenministerin tritt zurück', 'resignation, resigned: Innenministerin'],
    ['Bürgermeister Karl Brand festgenommen', 'arrest, arrested: Bürgermeister Karl Brand'],
    ['Banker zu drei Jahren Haft verurteilt', 'verdict, sentenced: Banker'],
    ['Norwien und Sudland einigen sich', 'agreement, agreed: Norwien und Sudland'],
    ['Könnte der Sturm zehn Menschen töten?', ''],
    ['Vor zwölf Jahren starben 40 Menschen', ''],
    ['Opposition fordert Rücktritt der Ministerin', ''],
    ['Kein Toter bei Brand', ''],
  ],
  fr: [
    ['Incendie dans une usine : dix morts', 'killed 10'],
    ['Un séisme tue 1.200 personnes', 'killed 1200'],
    ["Le bilan s'élève à 43 morts", 'killed 43'],
    ['Explosion : 23 blessés et deux disparus', 'injured 23 + missing 2'],
    ['Le ministère dément toute négociation', 'denial, it: Le ministère'],
    ['La ministre de la Santé démissionne', 'resignation, resigned: La ministre de la Santé'],
    ["L'ancien maire condamné à trois ans de prison", ''],
    ['Le maire Paul Renard arrêté', 'arrest, arrested: Le maire Paul Renard'],
    ['La Norvie et le Sudland signent un accord', 'agreement, agreed: La Norvie et le Sudland'],
    ['La tempête pourrait faire 100 morts', ''],
    ['Il y a dix ans, 40 morts dans un incendie', ''],
    ["L'opposition réclame que la ministre démissionne", ''],
  ],
  es: [
    ['Incendio en una fábrica deja diez muertos', 'killed 10'],
    ['Terremoto mata a 1.200 personas', 'killed 1200'],
    ['Mueren 17 personas en accidente de autobús', 'killed 17'],
    ['Cifra de muertos sube a 43', 'killed 43'],
    ['Explosión deja 23 heridos y dos desaparecidos', 'injured 23 + missing 2'],
    ['Policía: doce detenidos en protesta', 'arrested 12'],
    ['El ministerio niega negociaciones secretas', 'denial, it: El ministerio'],
    ['La ministra de Salud renuncia', 'resignation, resigned: La ministra de Salud'],
    ['Alcalde Pablo Ríos detenido por fraude', 'arrest, arrested: Alcalde Pablo Ríos'],
    ['Exalcalde condenado a tres años de prisión', ''],
    ['Norvia y Sudlandia firman un acuerdo', 'agreement, agreed: Norvia y Sudlandia'],
    ['La tormenta podría dejar 100 muertos', ''],
    ['Hace diez años murieron 40 personas', ''],
    ['La oposición pide que la ministra renuncie', ''],
  ],
  pt: [
    ['Desabamento em mina deixa mais de 100 mortos', 'killed 100'],
    ['Ataque mata pelo menos 12 pessoas', 'killed 12'],
    ['Explosão deixa 23 feridos e dois desaparecidos', 'injured 23 + missing 2'],
    ['Número de mortos sobe para 43', 'killed 43'],
    ['Ministério nega negociações secretas', 'denial, it: Ministério'],
    ['Ministra da Saúde pede demissão', 'resignation, resigned: Ministra da Saúde'],
    ['Nórvia e Sudlândia fecham acordo', 'agreement, agreed: Nórvia e Sudlândia'],
    ['Tempestade pode deixar 100 mortos', ''],
    ['Há dez anos, incêndio matou 40 pessoas', ''],
    ['Oposição pede que ministra renuncie', ''],
    ['Justiça nega liberdade a banqueiro', ''],
  ],
  ja: [
    ['工場火災で10人死亡', 'killed 10'],
    ['地震で1万2000人が避難', 'evacuated 12000'],
    ['バス事故、死者は少なくとも17人', 'killed 17'],
    ['爆発で２３人がけが、2人行方不明', 'injured 23 + missing 2'],
    ['外務省は報道を否定', 'denial, it: 外務省'],
    ['首相が辞任を表明', 'resignation, resigned: 首相'],
    ['警察は元市長を逮捕', 'arrest, arrested: 元市長'],
    ['両国が停戦で合意', 'agreement, agreed: 両国'],
    ['市長が辞任する可能性', ''],
    ['野党、首相に辞任を要求', ''],
    ['10年前の火災で40人死亡', ''],
    ['100人死亡の恐れ', ''],
  ],
  zh: [
    ['工厂火灾造成10人死亡', 'killed 10'],
    ['地震死亡人数升至43人', 'killed 43'],
    ['爆炸致23人受伤、2人失踪', 'injured 23 + missing 2'],
    ['外交部否认有关报道', 'denial, it: 外交部'],
    ['总理宣布辞职', 'resignation, resigned: 总理'],
    ['前市长被捕', 'arrest, arrested: 前市长'],
    ['两国达成停火协议', 'agreement, agreed: 两国'],
    ['台风可能造成100人死亡', ''],
    ['反对党要求总理辞职', ''],
    ['去年火灾造成40人死亡', ''],
  ],
}

for (const [language, told] of Object.entries(sentences))
  test(`headlines in "${language}" give what they say, and nothing that may be or was`, () => {
    const read = told.map(([sentence]) => [sentence, factsInShort(sentence, language)])
    assert.deepEqual(read, told)
  })

test('a language without a table has its corrections only', () => {
  assert.equal(factsInShort('Dieci morti in un incendio', 'it'), '')
  assert.equal(factsInShort('CORRECTED-Dieci morti in un incendio', 'it'), 'correction')
})

test('a region of a language reads as the language', () => {
  assert.equal(factsInShort('Explosión deja 23 heridos', 'es-MX'), 'injured 23')
})

test('numerals of Chinese and Japanese are worth what they say', () => {
  const values = ['十二', '三百', '1万2000', '３００', '1.5万', '2億', '二十三', '人'].map(numeralValue)
  assert.deepEqual(values, [12, 300, 12_000, 300, 15_000, 200_000_000, 23, null])
})
