import type { Breaking } from '../parts.ts'

/** Ten points an origin. */
export function createBreaking(): Breaking {
  return {
    take: ({ origins }) => {
      const score = Math.min(10 * origins, 100)
      return { score, reasons: [{ kind: 'origins', points: score, facts: { origins } }] }
    },
    takeChanges: () => [],
    recall: () => undefined,
  }
}
