/**
 * What there is to watch for, and alerts: names and words of the real corpora, the most frequent first; without those, made up.
 */
import { hasCorpora, readCorpus } from '../../scripts/stories/corpora.ts'
import { recordedTexts } from '../stories/invented-wire.ts'
import { chanceOf } from './random.ts'

export interface News {
  from: string
  /** Most frequent first. */
  names: readonly string[]
  fullNames: readonly string[]
  words: readonly string[]
  alerts: readonly { headline: string; summary: string }[]
}

const summaryCharacters = 350

export function readNews(): News {
  return hasCorpora() ? realNews() : inventedNews()
}

function realNews(): News {
  const texts = [...recordedTexts(), ...readCorpus('mix4')]
  const headlines = readCorpus('headlines').map(({ title }) => ({ title, text: '' }))
  const all = [...texts, ...headlines]
  const names = ranking(all, /(?<=[\p{Ll},] )\p{Lu}[\p{L}’'-]{2,}/gu)
  const fullNames = ranking(all, /(?<=[\p{Ll},] )\p{Lu}\p{L}+ \p{Lu}\p{L}{2,}/gu)
  const words = ranking(all, /(?<=\s)\p{Ll}{4,}(?=[\s,.])/gu)
  const alerts = all.map(({ title, text }) => ({
    headline: title,
    summary: text.slice(0, summaryCharacters),
  }))
  const from = `${texts.length} full texts and ${headlines.length} headlines of the corpora`
  return { from, names, fullNames, words, alerts }
}

function ranking(items: readonly { title: string; text: string }[], pattern: RegExp): string[] {
  const counts = new Map<string, number>()
  for (const { title, text } of items)
    for (const [found] of `${title}\n${text}`.matchAll(pattern))
      counts.set(found, (counts.get(found) ?? 0) + 1)
  return [...counts].sort(([, one], [, other]) => other - one).map(([word]) => word)
}

function inventedNews(): News {
  const chance = chanceOf(1)
  const syllable = () => `${'bdfgklmnprst'[chance.below(12)]}${'aeiou'[chance.below(5)]}`
  const word = () => Array.from({ length: 2 + chance.below(3) }, syllable).join('')
  const list = (size: number) => [...new Set(Array.from({ length: size }, word))]
  const [names, words] = [list(20_000).map(name => name[0]?.toUpperCase() + name.slice(1)), list(30_000)]
  const fullNames = Array.from(
    { length: 20_000 },
    () => `${pick(names, chance.next())} ${pick(names, chance.next())}`,
  )
  const text = (size: number) =>
    Array.from({ length: size }, () => pick(chance.next() < 0.3 ? names : words, chance.next())).join(' ')
  const alerts = Array.from({ length: 2_000 }, () => ({ headline: text(9), summary: text(50) }))
  return { from: 'made up, for the corpora are not there', names, fullNames, words, alerts }
}

/** By Zipf's law: the second is taken half as often as the first. `share` from 0 to 1. */
export function pick(ranked: readonly string[], share: number): string {
  return ranked[Math.floor(ranked.length ** share) - 1] ?? ranked[0] ?? 'news'
}
