/** The words of the pages of rules, in English. */
import type { Weekday } from '../../alerts/index.ts'
import { counted, people } from './amounts-en.ts'

const weekday: Readonly<Record<Weekday, string>> = {
  ...{ mon: 'Monday', tue: 'Tuesday', wed: 'Wednesday', thu: 'Thursday', fri: 'Friday' },
  ...{ sat: 'Saturday', sun: 'Sunday' },
}

export const ruleText = {
  title: 'Rules',
  intro:
    'A rule makes a draft, or an alert that is sent at once, of a story that is breaking enough. Each story has at most one alert by rules.',
  sendWarning: (number: number) =>
    `“Alerts, sent at once” mails ${people(number)}, and nobody presses a button.`,
  none: 'No rules yet. What sources do with their items by themselves is said on the page of each source.',
  add: 'Add a rule',
  newTitle: 'New rule',
  newNote: 'A new rule is off. Nothing is sent from this page.',
  on: 'On',
  off: 'Off',
  columns: {
    name: 'Rule',
    state: 'State',
    does: 'It makes',
    when: 'Of a story with',
    made: 'Made so far',
    last: 'Last',
  },
  does: { draft: 'drafts', send: 'alerts, sent at once' },
  least: (score: number, origins: number) =>
    `score ${score}${origins > 1 ? ` and ${counted(origins, 'independent origin', 'independent origins')}` : ''} or more`,
  fields: {
    name: 'Name',
    does: 'It makes',
    doesChoice: {
      draft: 'Drafts: an editor sends them',
      send: 'Alerts: sent at once, and nobody presses a button',
    },
    priority: 'Priority',
    priorityHint: 'A flash that a rule sends is not pressed twice.',
    leastScore: 'Least score',
    leastScoreHint: '0 to 100: how breaking the story is.',
    leastOrigins: 'Least independent origins',
    leastOriginsHint: 'Ten outlets that carry one agency’s text are one.',
    topics: 'Topics of the alert',
    topicsHint: 'Apart by commas.',
    anyWords: 'One of these words',
    anyWordsHint: 'One a line; in the headline or first paragraph. Empty: no matter.',
    noWords: 'None of these words',
    noWordsHint: 'One a line.',
    onlySources: 'Only by these sources',
    onlySourcesHint: 'One name a line, as the list of sources has it. Empty: by all.',
    neverSources: 'Never by these sources',
    neverSourcesHint: 'One name a line.',
    hours: 'Hours',
    hoursHint: 'Such as 07:00-23:00, or over midnight 22:00-06:00. Empty: always.',
    timeZone: 'Time zone',
    timeZoneHint: 'Of hours and days, such as Europe/Berlin.',
    days: 'Days',
    daysHint: 'None ticked: every day. Hours over midnight belong to the day on which they began.',
    pause: 'Minutes between two mails of a story',
    pauseHint:
      'What is new meanwhile is not lost: it goes out together when the pause is over. 0: there is none.',
    updates: 'It writes updates when something materially new came',
    updatesHint: 'As it makes alerts: drafts, or sent at once. Only once its alert has gone out.',
  },
  weekday,
  problems: (number: number) => `Nothing was saved: ${counted(number, 'field needs', 'fields need')} you.`,
  nameTaken: 'Another rule has this name.',
  save: 'Save',
  saveNew: 'Add the rule, switched off',
  saveOn: (number: number) =>
    `It is on: what you save holds at once. It mails ${people(number)}, and nobody presses a button.`,
  tryIt: {
    title: 'Try it on the past',
    note: 'Tries what stands in the form. Nothing is saved, nothing is sent.',
    days: 'How far back',
    choice: (days: number) => (days === 1 ? 'The last 24 hours' : `The last ${days} days`),
    button: 'Try it',
    wouldHave: 'It would have made',
    asItWas: 'It made then',
    counts: (sent: number, drafts: number) =>
      `${counted(sent, 'mail', 'mails')} sent at once, ${counted(drafts, 'draft', 'drafts')}.`,
    eachTo: (number: number) => `Each alert would go to ${people(number)} now.`,
    nothing: 'Nothing.',
    purged: (at: string) =>
      `Nobody can say: some of what happened then is no longer kept. A rule can be tried on what came from ${at} on.`,
    after: (minutes: number) =>
      minutes === 0 ? 'with the first item' : `${minutes} min after the first item`,
    standing: (score: number, origins: number) => `score ${score}, ${counted(origins, 'origin', 'origins')}`,
    sent: 'Sent at once',
    draft: 'Draft',
    tooMany: (number: number) => `and ${counted(number, 'more', 'more')}`,
  },
  switch: {
    title: (name: string) => `Switch on “${name}”?`,
    link: 'Switch it on …',
    send: (mails: number, number: number) =>
      `In the last 2 days it would have sent ${counted(mails, 'mail', 'mails')} by itself, each to ${people(number)}.`,
    draft: (drafts: number) =>
      `In the last 2 days it would have made ${counted(drafts, 'draft', 'drafts')}. Nothing is sent before an editor presses send.`,
    alsoDrafts: (drafts: number) => `And ${counted(drafts, 'draft', 'drafts')} for the desk.`,
    sendButton: (number: number) => `Switch it on: it mails ${people(number)} by itself`,
    draftButton: 'Switch it on: it makes drafts',
    back: 'No, back to the rule',
    off: 'Switch it off',
    isOn: 'It is on.',
    isOff: 'It is off.',
  },
  drop: {
    summary: 'Drop this rule …',
    note: 'What it made stays, and so do its versions. The rule goes from the desk for good.',
    button: 'Drop the rule',
  },
  history: {
    title: 'Who changed what',
    columns: { when: 'When', who: 'Who', what: 'What', said: 'It then said', people: 'People named' },
    action: {
      add: 'added it',
      change: 'changed it',
      on: 'switched it on',
      off: 'switched it off',
      drop: 'dropped it',
    },
    commandLine: 'the command line',
  },
} as const
