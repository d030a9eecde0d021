/** What readers may type, and what newsrooms may write, made of few words so that they meet. */
import fc from 'fast-check'

const words = [
  'spy',
  'Spies',
  'trial',
  'us',
  'US',
  'Kiew',
  'Kyiv',
  '東京',
  '京',
  '6,1',
  'plan',
  'planned',
  'l’État',
  '-x',
]
const signs = [
  'AND',
  'OR',
  'NOT',
  'NEAR',
  'NEAR/2',
  '(',
  ')',
  '"',
  '~',
  '-',
  '|',
  ',',
  '„',
  '“',
  'UND',
  '＋',
  '~"',
]

const pieces = fc
  .array(fc.oneof(fc.constantFrom(...words), fc.constantFrom(...signs)), { maxLength: 12 })
  .map(parts => parts.join(' '))

const well: fc.Memo<string> = fc.memo(depth => {
  const word = fc.constantFrom(...words.slice(0, -1), '"spy trial"', '~Kiev', '~Zelensky', '"US plan"')
  if (depth <= 1) return word
  const inner = well()
  return fc.oneof(
    word,
    fc.tuple(inner, inner).map(([one, other]) => `(${one}) ${other}`),
    fc.tuple(inner, inner).map(([one, other]) => `(${one} OR ${other})`),
    fc.tuple(inner, inner).map(([one, other]) => `${one} NOT (${other})`),
    fc.tuple(word, fc.constantFrom(1, 2, 10), word).map(([one, n, other]) => `(${one} NEAR/${n} ${other})`),
  )
})

/** Mostly what can be read. */
export const typedWell = well(4)

export const anyTyped = fc.oneof(
  typedWell,
  pieces,
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: 'binary' }),
)

export const anyText = fc
  .array(fc.constantFrom(...words, 'the', 'Зеленский', '東京都', 'Selenskyj', 'and', 'trials.'), {
    maxLength: 15,
  })
  .map(parts => parts.join(' '))
