/**
 * One story that grows and grows: a wire that repeats one headline, one text that everybody carries, and a war that is told of
 * without end. Invented, and always the same.
 */
import type { FullText } from './invented-wire.ts'

export const floods = ['headline', 'copies', 'war'] as const
export type Flood = (typeof floods)[number]

const names = 'Norvia Port Arden Velmar General Osk President Tamrin'
const words =
  'shelling convoy river bridge ceasefire northern troops civilians ministry power station drone strike border village hospital rail evacuation front advance night morning talks envoy aid depot refinery sirens harbour airfield commander reserve winter grain corridor prisoners exchange'.split(
    ' ',
  )

/** Numbers from 0 to 1, the same for each item each time (mulberry32). */
function chanceOf(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

function sentence(chance: () => number, length: number): string {
  return Array.from({ length }, () => words[Math.floor(chance() * words.length)] ?? '').join(' ')
}

/** @param id From 1. */
export function floodItem(flood: Flood, id: number): FullText {
  const at = id * 1_000
  const headline = `Norvia war: Velmar shelled again as General Osk rejects ceasefire talks`
  if (flood === 'headline') return { title: headline, text: '', language: 'en', at }
  const chance = chanceOf(flood === 'copies' ? 1 : id)
  const paragraphs = Array.from(
    { length: 6 },
    () => `Forces of ${names} said the ${sentence(chance, 20)} near Velmar in Norvia.`,
  )
  const title =
    flood === 'copies'
      ? headline
      : `Norvia war: ${sentence(chance, 4)} in Velmar as Osk ${sentence(chance, 3)}`
  return { title, text: paragraphs.join('\n\n'), language: 'en', at }
}
