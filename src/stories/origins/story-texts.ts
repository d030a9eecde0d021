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
/** Beyond a hundred different texts only the newest are compared with; a copy comes soon. */
const mostCompared = 200

export interface StoryTexts {
  /** Items come in the order of their ids. The id of the first item that has this text. */
  add(itemId: number, sketch: Sketch): number
}

export function createStoryTexts(): StoryTexts {
  const members: { text: number; sketch: Sketch }[] = []
  return {
    add(itemId, sketch) {
      const open = openSketch(sketch)
      let best = { text: itemId, like: 0 }
      for (const member of members) {
        const like = likeness(open, member.sketch, sketch)
        if (like >= copied && like > best.like) best = { text: member.text, like }
      }
      if (best.like < addsNothing) members.push({ text: best.text, sketch })
      if (members.length > mostCompared) members.shift()
      return best.text
    },
  }
}

/** Where one has no text to speak of, the headline stands for it. */
function likeness(open: OpenSketch, kept: Sketch, sketch: Sketch): number {
  if (kept.head === sketch.head && kept.rest === sketch.rest && kept.title === sketch.title)
    return isEmpty(sketch) ? 0 : 100
  const text = textLikeness(open, kept)
  if (text >= copied) return text
  return titleLikeness(open, kept) >= sameTitle && (isBare(sketch) || isBare(kept)) ? copied : text
}

function isEmpty(sketch: Sketch): boolean {
  return sketch.head === '' && sketch.title === ''
}

function isBare(sketch: Sketch): boolean {
  return sketch.head.length < 8 * 4
}
