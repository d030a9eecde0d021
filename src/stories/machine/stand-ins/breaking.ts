import type { Breaking, StoryNow } from '../parts.ts'

export const createBreaking = (): Breaking => ({
  note: () => 'nothing',
  revise: note => note,
  learn: () => undefined,
})

/** Ten points an origin. */
export function scoreStory({ origins }: StoryNow) {
  const score = Math.min(10 * origins, 100)
  return { score, reasons: [{ kind: 'origins' as const, points: score, facts: { origins } }] }
}
