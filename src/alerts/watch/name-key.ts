/**
 * A name as it sounds, roughly: spellings that languages give one name have one key (Zelensky, Zelenskyy, Selenskyj,
 * Зеленский; Muhammad, Mohammed; Gaddafi, Qaddafi, Kadhafi). Places that languages call differently share the key of the
 * first of their names. Vowels stay, in three classes, so that Baden is not Biden. Only for `~name`: it finds too much
 * for words in general. A key's key is the key itself.
 */
import { placesByName } from './place-names.ts'

const cyrillic: Readonly<Record<string, string>> = {
  ...{
    а: 'a',
    б: 'b',
    в: 'v',
    г: 'g',
    ґ: 'g',
    д: 'd',
    е: 'e',
    є: 'e',
    ж: 'z',
    з: 'z',
    и: 'i',
    і: 'i',
    й: 'i',
  },
  ...{
    к: 'k',
    л: 'l',
    м: 'm',
    н: 'n',
    о: 'o',
    п: 'p',
    р: 'r',
    с: 's',
    т: 't',
    у: 'u',
    ф: 'f',
    х: 'kh',
    ц: 'ts',
  },
  ...{ ч: 'ch', ш: 'sh', щ: 'sh', ъ: '', ы: 'i', ь: '', э: 'e', ю: 'iu', я: 'ia' },
}

/** Applied in this order. */
const sounds: readonly (readonly [RegExp, string])[] = [
  [/dsch|dzh|dj/g, 'j'],
  [/tsch|tch|kh|ch|ck|gh|q/g, 'k'],
  [/sch|sh|zh/g, 's'],
  [/gu(?=[ei])/g, 'k'],
  [/c(?=[eiy])/g, 's'],
  [/[cg]/g, 'k'],
  [/ph/g, 'f'],
  [/ts|tz|z/g, 's'],
  [/x/g, 'ks'],
  [/w/g, 'v'],
  [/ou/g, 'u'],
  // German for umlauts.
  [/([aou])e/g, '$1'],
  [/^[yj]e/g, 'e'],
  // Heard by nobody.
  [/(?<=[bdkprt])h|(?<=[aeiou])h$/g, ''],
  [/(?<=[^aeiou].*[^aeiouy])e$/g, ''],
  [/[yj]/g, 'i'],
  [/e/g, 'a'],
  [/u/g, 'o'],
  [/(.)\1+/g, '$1'],
  // Gorbachev, Gorbatschow, Romanoff.
  [/[ao][vf]$/g, 'av'],
]

/** @param word Folded, not brought to one form. Other scripts than Latin and Cyrillic are as they are. */
export function nameKey(word: string): string {
  const first = word.charCodeAt(0)
  if (first >= 0x61 && first <= 0x7a) return latinKey(word)
  if (first >= 0x400 && first <= 0x52f)
    // Of a soft sign alone nothing would be left.
    return latinKey(word.replace(/./gu, letter => cyrillic[letter] ?? letter)) || word
  return word
}

function latinKey(word: string): string {
  let key = word
  // Until nothing changes, so that a key's key is itself: each round ends shorter or in a smaller alphabet.
  for (;;) {
    const place = placesByName.get(key)
    if (place !== undefined) return place
    let next = key
    for (const [sound, letter] of sounds) next = next.replace(sound, letter)
    if (next === key) return key
    key = next
  }
}
