import type { Change } from '../../stories/index.ts'

export function changeWords({ kind, facts }: Change): string {
  return `${kind} ${Object.values(facts).join(' ')}`.trim()
}
