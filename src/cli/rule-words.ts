/** A rule in one line, as the command line prints it. */
import type { KnownSource, Rule } from '../alerts/index.ts'

export function ruleWords(rule: Rule, sources: readonly KnownSource[]): string {
  const names = (ids: readonly number[]) =>
    ids.map(id => sources.find(source => source.id === id)?.name ?? `source ${id}`).join(', ')
  return [
    `${rule.does} ${rule.priority}`,
    `score ${rule.leastScore}`,
    rule.leastOrigins > 1 ? `origins ${rule.leastOrigins}` : '',
    rule.topics.length > 0 ? `topics ${rule.topics.join(', ')}` : '',
    rule.anyWords.length > 0 ? `any of ${rule.anyWords.join(', ')}` : '',
    rule.noWords.length > 0 ? `none of ${rule.noWords.join(', ')}` : '',
    rule.onlySources.length > 0 ? `only ${names(rule.onlySources)}` : '',
    rule.neverSources.length > 0 ? `never ${names(rule.neverSources)}` : '',
    rule.hours === null ? '' : `${rule.hours} ${rule.timeZone}`,
    rule.days.length > 0 ? rule.days.join(' ') : '',
    updateWords(rule),
  ]
    .filter(Boolean)
    .join(' · ')
}

function updateWords({ updates, pauseMs }: Rule): string {
  if (!updates) return 'no updates'
  return pauseMs === 0 ? 'updates at once' : `updates every ${pauseMs / 60_000} min at most`
}
