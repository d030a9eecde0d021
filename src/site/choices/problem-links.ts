/** What has to be changed, at the top of a long page: each problem in its words, as a link to its field. */
import { highestDailyMost, longestWatchExpression, mostWatchExpressions } from '../../subscribers/index.ts'
import { type Html, html } from '../../web/index.ts'
import type { ChoicesView } from './choices-view.ts'

export function problemLinks(view: ChoicesView): Html | Promise<Html> | '' {
  const found = problemsOf(view)
  if (found.length === 0) return ''
  return html`<ul>${found.map(({ id, words }) => html`<li><a class="tap" href="#${id}">${words}</a></li>`)}</ul>`
}

function problemsOf({ wish, language }: ChoicesView): { id: string; words: string }[] {
  const { watch, limits, pause } = language.text.choices
  const { problems } = wish
  const found: { id: string; words: string }[] = []
  for (const [index, problem] of (problems?.watch ?? []).entries())
    if (problem) {
      const words = problem === 'too-long' ? watch.tooLong(longestWatchExpression) : problem
      found.push({ id: `watch-${index + 1}`, words })
    }
  if (problems?.tooManyWatch) found.push({ id: 'watch', words: watch.tooMany(mostWatchExpressions) })
  if (problems?.dailyMost) found.push({ id: 'dailyMost', words: limits.dailyMost.problem(highestDailyMost) })
  if (problems?.quiet) found.push({ id: 'quietFrom', words: limits.quiet.problems[problems.quiet] })
  if (problems?.digestAt) found.push({ id: 'digestAt', words: limits.digestAt.problem })
  if (wish.pauseProblem) found.push({ id: 'date', words: pause.dateProblem })
  return found
}
