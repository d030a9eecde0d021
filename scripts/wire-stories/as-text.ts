/** The stories and the mails as an editor reads them on a terminal. */
import type { HighStory } from './highest-stories.ts'
import type { RuleTried } from './try-rules.ts'

const shownOrigins = 15
const longestHeadline = 150

export function storyLines(story: HighStory, rank: number): string[] {
  const { id, topScore, items, sources, origins, firstAt, topAt, reasons, headlines } = story
  const more = origins.length > shownOrigins ? ` and ${origins.length - shownOrigins} more` : ''
  return [
    `${rank}. score ${topScore}, story ${id}: ${items} items, ${sources.length} sources, ${origins.length} origins`,
    ...headlines.map(headline => `   “${shortened(headline)}”`),
    `   first at ${iso(firstAt)}, at its score ${minutes(topAt - firstAt)} min later`,
    `   origins: ${origins.slice(0, shownOrigins).join(', ')}${more}`,
    ...reasons.map(({ points, words }) => `   ${signed(points)}  ${words}`),
    '',
  ]
}

export function ruleLines({ name, rule, mails, same, ms }: RuleTried): string[] {
  const words = rule.anyWords.length > 0 ? `, words ${rule.anyWords.join(' ')}` : ''
  const alerts = mails.filter(({ kind }) => kind === 'alert').length
  return [
    `${name} (${rule.does}, score ${rule.leastScore}, origins ${rule.leastOrigins}${words}): ${alerts} alerts, ${mails.length - alerts} that follow`,
    `  one replay ${ms} ms; a second one made ${same ? 'the same, byte for byte' : 'SOMETHING ELSE'}`,
    ...mails.flatMap(mail => [
      `  ${iso(mail.at)}  ${mail.kind}, ${mail.minutesAfterFirst} min after the first item, score ${mail.score}, origins ${mail.origins}, story ${mail.storyId}`,
      `    ${shortened(mail.headline)}`,
      ...linesOf(mail.whatChanged ?? mail.whatWasWrong).map(line => `    | ${line}`),
    ]),
    '',
  ]
}

function linesOf(text: string | null): string[] {
  return (text ?? '').split('\n').filter(Boolean)
}

/** A headline is a stranger's: no control character of it reaches the terminal. */
function shortened(text: string): string {
  const line = text.replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
  return line.length > longestHeadline ? `${line.slice(0, longestHeadline).toWellFormed()}…` : line
}

const iso = (at: number) => new Date(at).toISOString().slice(0, 16).replace('T', ' ')
const minutes = (ms: number) => Math.round(ms / 60_000)
const signed = (points: number) => (points > 0 ? `+${points}` : `−${-points}`).padStart(4)
