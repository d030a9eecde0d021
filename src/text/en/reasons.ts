import type { ReasonsText } from '../reasons-text.ts'

const list = new Intl.ListFormat('en-GB', { type: 'conjunction' })
const comma = new Intl.ListFormat('en-GB', { type: 'unit' })
const plural = new Intl.PluralRules('en')
const number = new Intl.NumberFormat('en')

function overDays(days: number): string {
  return plural.select(days) === 'one' ? 'the last day' : `the last ${number.format(days)} days`
}

export const reasons: ReasonsText = {
  because: {
    everything: 'because you signed up for all alerts',
    everyone: 'because this alert is for everyone, whatever their topics',
    topics: names => `because you asked for: ${comma.format(names)}`,
    watch: ({ expressions, more }) =>
      more > 0
        ? `because you asked for: ${comma.format(expressions)}, and ${number.format(more)} more of your watch words`
        : `because you asked for: ${comma.format(expressions)}`,
    story: 'because you asked for nothing but this story',
    follows: {
      update: 'because you got the alert that this follows',
      correction: 'because you got the alert that this corrects',
      retraction: 'because you got the alert that this takes back',
    },
  },
  came: because => `It came ${because}.`,
  obstacle: {
    paused: ({ until, timeZone }) => {
      const when = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone })
      return `You paused alerts until ${when.format(until)}.`
    },
    otherStory: 'You asked for nothing but another story.',
    muted: 'You muted this story.',
    priority: least =>
      least === 'flash'
        ? 'It was less urgent than you want: you asked for flashes only.'
        : 'It was less urgent than you want: you asked for flashes and breaking news.',
    less: names => `You asked for less of: ${list.format(names)}.`,
    noMatch: 'None of your topics or watch words was in it.',
  },
  howOften: {
    aDay: ({ mails, days }) => `about ${number.format(mails)} a day, going by ${overDays(days)}`,
    aWeek: ({ mails, days }) => `about ${number.format(mails)} a week, going by ${overDays(days)}`,
    aMonth: ({ mails, days }) => `about ${number.format(mails)} a month, going by ${overDays(days)}`,
    lessThanMonthly: ({ days }) => `less than one a month, going by ${overDays(days)}`,
    never: ({ days }) => `none in ${overDays(days)}`,
    soFar: ({ mails, days }) => `${number.format(mails)} in ${overDays(days)}`,
    nobodyKnows: 'unknown as yet, for no alert has been sent',
  },
  watchProblem: {
    empty: 'Type a word to watch for.',
    tooLong: most =>
      `That is more than ${number.format(most)} characters. Make two of it: each of your watch words counts by itself.`,
    tooDeep: 'There are brackets in brackets in brackets, more than we can read. Make two of it.',
    noWord: found => `There is no word in “${found}”. Type one, or take it away.`,
    openQuote: found =>
      `The quotation mark before “${found.slice(1)}” has no second one. Add it where the phrase ends.`,
    openBracket: 'A bracket is opened and never closed. Add “)”, or take the first one away.',
    closeBracket: 'A bracket is closed that was never opened. Take it away, or add “(” before.',
    nothingBefore: found => `There is nothing before “${found}”. Type a word before it, or take it away.`,
    nothingAfter: found => `There is nothing after “${found}”. Type a word after it, or take it away.`,
    nearNeedsWords:
      'NEAR stands between words, “phrases” and ~names, or a choice of them: fire NEAR (school OR kindergarten).',
    nearNumber: most => `After NEAR/ comes a number from 1 to ${number.format(most)}: fire NEAR/5 school.`,
    onlyExcludes:
      'This says only what you do not want, so that nearly everything would come. Say also what you do want: earthquake NOT film.',
    contradiction: 'This asks for a word and excludes it, so that nothing can ever come.',
  },
}
