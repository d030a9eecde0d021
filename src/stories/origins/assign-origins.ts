/** From the texts of a story and who is named in them to one number for each origin. */
import type { NamedOrigin } from './named-origin.ts'
import { outletKey, sourceOutlet } from './source-outlet.ts'

export interface PlacedItem extends ItemOrigin {
  /** The id of the first item that has its text. */
  text: number
  speaker: Speaker
}

export interface ItemOrigin {
  readonly itemId: number
  /** The id of the first item that has it. Null: a carrier's, and nobody knows whose, while others do say. */
  origin: number | null
  /** Null: its source's own, or nobody knows. */
  originName: string | null
}

/** Who says what an item says. */
export interface Speaker {
  /** Equal where it is the same one; null: nobody knows. */
  key: string | null
  name: string | null
  /** Of two for one text the higher counts. */
  rank: number
}

/** Nobody's: what carriers brought. */
const nobody: Speaker = { key: null, name: null, rank: 0 }

/** Writes it into the items, which stand in the order of their ids. Returns those that had others. */
export function assignOrigins<Item extends PlacedItem>(items: readonly Item[]): Item[] {
  const speakers = new Map<number, Speaker>()
  for (const item of items) {
    // The first of the highest rank speaks for all who have the text.
    if (item.speaker.rank > (speakers.get(item.text)?.rank ?? -1)) speakers.set(item.text, item.speaker)
  }
  const numbers = new Map<string | null, number>()
  for (const item of items) {
    const key = (speakers.get(item.text) ?? nobody).key
    if (!numbers.has(key)) numbers.set(key, item.itemId)
  }
  // Carriers that do not say whose text they bring are one origin where there is nobody else, and none where there is.
  const unknown = numbers.size === 1 ? (numbers.get(null) ?? null) : null
  const changed: Item[] = []
  for (const item of items) {
    const { key, name } = speakers.get(item.text) ?? nobody
    const origin = key === null ? unknown : (numbers.get(key) ?? null)
    if (item.origin === origin && item.originName === name) continue
    Object.assign(item, { origin, originName: name })
    changed.push(item)
  }
  return changed
}

/**
 * A report that is cited is nearer to the event than who wrote it down, and that nearer than who published it; of two
 * that published one text, an agency is likelier to have written it.
 */
export function speakerOf(named: NamedOrigin | null, sourceName: string): Speaker {
  if (named) return { key: outletKey(named.name), name: named.name, rank: named.cited ? 4 : 3 }
  const { key, name, isAgency } = sourceOutlet(sourceName)
  return key === null ? nobody : { key, name, rank: isAgency ? 2 : 1 }
}
