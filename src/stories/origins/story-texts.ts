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
/** Beyond so many different texts only the newest are compared with: a copy comes soon. */
const mostCompared = 200
/** A story of more keeps its sketches open: six times the memory, and a tenth of the time. */
const fewKeptClosed = 12

export interface StoryTexts {
  /** Items come in the order of their ids. The id of the first item that has this text. */
  add(itemId: number, sketch: Sketch): number
}

interface Member {
  text: number
  sketch: Sketch
  open: OpenSketch | null
}

export function createStoryTexts(): StoryTexts {
  const members: Member[] = []
  const opened = (member: Member) => {
    const open = member.open ?? openSketch(member.sketch)
    if (members.length > fewKeptClosed) member.open = open
    return open
  }
  return {
    add(itemId, sketch) {
      const open = openSketch(sketch)
      let best = { text: itemId, like: 0 }
      for (const member of members) {
        const like = likeness(open, opened(member))
        if (like >= copied && like > best.like) best = { text: member.text, like }
      }
      if (best.like < addsNothing) members.push({ text: best.text, sketch, open: null })
      if (members.length > mostCompared) members.shift()
      return best.text
    },
  }
}

/** Where one has no text to speak of, the headline stands for it. */
function likeness(one: OpenSketch, other: OpenSketch): number {
  if (!isBare(one) && !isBare(other)) return textLikeness(one, other)
  if (titleLikeness(one, other) >= sameTitle) return copied
  return isEqual(one.codes, other.codes) && isEqual(one.title, other.title) && !isEmpty(one) ? 100 : 0
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
