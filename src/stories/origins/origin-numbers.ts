/**
 * The same answer as `assignOrigins`, kept up for a story of many items: one more item costs by what it changes, not by how many
 * there are. A text has the id of its first item, so that an origin's number is the least of its texts.
 */
import type { PlacedItem, Speaker } from './assign-origins.ts'

export interface OriginNumbers<Item extends PlacedItem> {
  /** One whose coming changes no other's text. Writes the numbers into the items; returns those that had others. */
  add(item: Item): Item[]
  /** Different numbers. */
  count(): number
}

interface Text<Item> {
  speaker: Speaker
  /** Of its items the one that speaks for it: the first of the highest rank. */
  by: number
  items: Item[]
}

/** All texts that one speaks for; of `null` those of which nobody knows whose they are. */
interface Voice {
  number: number
  texts: Set<number>
}

/** @param items As `assignOrigins` left them. */
export function createOriginNumbers<Item extends PlacedItem>(items: Iterable<Item>): OriginNumbers<Item> {
  const texts = new Map<number, Text<Item>>()
  const voices = new Map<string | null, Voice>()
  // Carriers that do not say whose text they bring are one origin where there is nobody else.
  const isNobodyElse = () => voices.size === 1 && voices.has(null)
  for (const item of items) put(texts, voices, item)
  const write = (text: Text<Item>): Item[] => {
    const { key, name } = text.speaker
    const number = key === null && !isNobodyElse() ? null : (voices.get(key)?.number ?? null)
    return text.items.filter(item => {
      if (item.origin === number && item.originName === name) return false
      Object.assign(item, { origin: number, originName: name })
      return true
    })
  }
  return {
    add(item) {
      const wasNobodyElse = isNobodyElse()
      const before = new Map(put(texts, voices, item).map(([key, number]) => [key, number]))
      if (wasNobodyElse !== isNobodyElse()) before.set(null, null)
      const text = texts.get(item.text)
      const stale = new Set<Text<Item>>(before.size > 0 && text ? [text] : [])
      for (const [key, number] of before)
        if (voices.get(key)?.number !== number)
          for (const id of voices.get(key)?.texts ?? []) stale.add(texts.get(id) as Text<Item>)
      if (text && stale.size === 0) return write({ ...text, items: [item] })
      return [...stale].flatMap(write)
    },
    count: () => voices.size - (voices.size > 1 && voices.has(null) ? 1 : 0),
  }
}

/** Returns the voices that this took a text from or gave one, with the numbers that they had. */
function put<Item extends PlacedItem>(
  texts: Map<number, Text<Item>>,
  voices: Map<string | null, Voice>,
  item: Item,
): [key: string | null, number: number | null][] {
  const { speaker, itemId } = item
  const known = texts.get(item.text)
  if (!known) {
    const before = voices.get(speaker.key)?.number ?? null
    texts.set(item.text, { speaker, by: itemId, items: [item] })
    give(voices, speaker.key, item.text)
    return [[speaker.key, before]]
  }
  known.items.push(item)
  const { rank, key } = known.speaker
  if (speaker.rank < rank || (speaker.rank === rank && itemId > known.by)) return []
  const before: [string | null, number | null][] = [
    [key, voices.get(key)?.number ?? null],
    [speaker.key, voices.get(speaker.key)?.number ?? null],
  ]
  Object.assign(known, { speaker, by: itemId })
  if (key !== speaker.key) {
    take(voices, key, item.text)
    give(voices, speaker.key, item.text)
  }
  return before
}

function give(voices: Map<string | null, Voice>, key: string | null, text: number): void {
  const voice = voices.get(key)
  if (!voice) voices.set(key, { number: text, texts: new Set([text]) })
  else {
    voice.texts.add(text)
    voice.number = Math.min(voice.number, text)
  }
}

function take(voices: Map<string | null, Voice>, key: string | null, text: number): void {
  const voice = voices.get(key)
  voice?.texts.delete(text)
  if (!voice || voice.texts.size === 0) voices.delete(key)
  else if (voice.number === text)
    voice.number = voice.texts.values().reduce((least, one) => Math.min(least, one))
}
