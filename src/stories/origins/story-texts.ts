/**
 * The different texts of one story: each item that comes is a copy or a cut of one of them, or a new one. A roundup that
 * has two agencies' texts in it joins the one it has more of, and does not make one of both.
 */
import { type OpenSketch, openSketch, textLikeness, titleLikeness } from './likeness.ts'
import type { Sketch } from './sketch.ts'

/** In per cent; measured, see docs/decisions/0021-origins.md. */
const copied = 50
/** Nothing new is in such a copy: what is like it is like what it was copied from. */
const addsNothing = 95
const sameTitle = 90
/** Two newsrooms do not find the same eight words for a headline; six they may, but not as well as a fourth of the text. */
const longTitleWords = 8
const resembling = 25
/** Beyond so many different texts only the newest are compared with: a copy comes soon. */
export const mostCompared = 200

export interface KnownText {
  /** The id of the first item that has it. */
  text: number
  /** It has something that none before has. */
  isOwn: boolean
  /** Null: it is opened when it is needed. */
  open: OpenSketch | null
}

/**
 * Of an item that comes after all that are known.
 * @param own Those of them that are, in the order of their ids.
 * @param keepOpen Six times the memory of those that are compared with, and a tenth of the time.
 */
export function findText(
  own: readonly (KnownText & { item: { sketch: Sketch } })[],
  { itemId, item: { sketch } }: { itemId: number; item: { sketch: Sketch } },
  keepOpen: boolean,
): KnownText {
  // Most items are the first of their story.
  if (own.length === 0) return { text: itemId, isOwn: true, open: keepOpen ? openSketch(sketch) : null }
  const open = openSketch(sketch)
  let best = { text: itemId, like: 0 }
  const oldest = Math.max(0, own.length - mostCompared)
  for (let at = own.length - 1; at >= oldest; at--) {
    const other = own[at] as (typeof own)[number]
    const otherOpen = other.open ?? openSketch(other.item.sketch)
    if (keepOpen) other.open = otherOpen
    const like = likeness(open, otherOpen)
    // Of two that are as like the older one counts.
    if (like >= copied && like >= best.like) best = { text: other.text, like }
  }
  const isOwn = best.like < addsNothing
  // Others are never compared with.
  return { text: best.text, isOwn, open: keepOpen && isOwn ? open : null }
}

/** A headline that is not chance speaks for the text: alone where there is none, or where it is long and word for word. */
function likeness(one: OpenSketch, other: OpenSketch): number {
  const isShort = isBare(one) || isBare(other)
  const text = isShort ? 0 : textLikeness(one, other)
  if (text >= copied) return text
  const title = titleLikeness(one, other)
  const isLong = Math.min(one.title.length, other.title.length) >= longTitleWords
  if (title >= sameTitle && (isShort || text >= resembling || (isLong && title === 100))) return copied
  return isShort && isEqual(one.codes, other.codes) && isEqual(one.title, other.title) && !isEmpty(one)
    ? 100
    : text
}

/** Two of a few words each are too short to count shingles of. */
function isEqual(one: Uint32Array, other: Uint32Array): boolean {
  return one.length === other.length && one.every((code, at) => code === other[at])
}

function isEmpty({ codes, title }: OpenSketch): boolean {
  return codes.length === 0 && title.length === 0
}

function isBare({ codes }: OpenSketch): boolean {
  return codes.length < 8
}
