/** For the tests of the languages: every text of a language, and what each that is made of values may be made of. */
import type { ReaderText } from '../../src/text/index.ts'

const at0 = Date.UTC(2026, 6, 14, 9, 5)
const timeZone = 'Europe/Paris'
const when = { at: at0, timeZone }
const often = ['OFTEN']
const name = ['NAME']
const host = ['HOST']
const days = 1_234
const counted = [
  { mails: 11, days },
  { mails: 1, days: 1 },
].map(one => [one])
const notice = {
  name: 'NAME',
  days: { unconfirmed: 11, left: 12, deliveries: 13, mails: 14, network: 15 },
  network: true,
}
const fates = [
  ...['got', 'digested'].map(kind => ({ kind, ...when })),
  ...[null, at0].map(until => ({ kind: 'held', until, timeZone })),
  ...['on-its-way', 'undecided', 'refused', 'suppressed', 'stopped', 'replaced', 'left'].map(kind => ({
    kind,
  })),
  ...['joined-later', 'would-come', 'follows-another'].map(kind => ({ kind })),
  { kind: 'not-wanted', why: 'WHY' },
]

/** By path, each call's values. */
const calls: Record<string, readonly (readonly unknown[])[]> = {
  'choices.title': [name],
  'choices.moment': [[when]],
  'choices.savedEverything': [['CHOSEN']],
  'choices.alert.less.button': [['TOPIC']],
  'choices.alert.less.done': [['TOPIC']],
  'choices.wants.often': [often],
  'choices.watch.label': [[7]],
  'choices.watch.tooLong': [[50]],
  'choices.watch.tooMany': [[50]],
  'choices.watch.brought': [[{ alerts: 11, stories: 12, days }], [{ alerts: 1, stories: 1, days: 13 }]],
  'choices.watch.broughtNothing': [[{ days }], [{ days: 0 }]],
  'choices.limits.least.flash.hint': [often],
  'choices.limits.least.breaking.hint': [often],
  'choices.limits.least.developing.hint': [often],
  'choices.limits.dailyMost.problem': [[50]],
  'choices.limits.timeZone.option': [['ZONE', '+02']],
  'choices.pause.now': [['UNTIL']],
  'choices.history.fate': fates.map(fate => [fate]),
  'choices.freshMail': [[{ who: 'WHO', link: 'LINK', days: 30 }]],
  'choices.afterConfirming.sender': [['SENDER']],
  'consent.confirmation': [[{ who: 'WHO', link: 'CONFIRM', notMeLink: 'NEVER', days: 3 }]],
  'consent.alreadySubscribed': [[{ who: 'WHO', preferencesLink: 'CHOOSE' }]],
  'consent.alreadySubscribedTopics': [[{ who: 'WHO', link: 'ADD', preferencesLink: 'CHOOSE' }]],
  'data.mail': [[{ who: 'WHO', download: 'COPY', erase: 'ERASE', minutes: 60 }]],
  'data.erase.page': [name],
  'data.erased': [name],
  'digest.subject': [[{ alerts: 1, first: 'FIRST' }], [{ alerts: 12, first: 'FIRST' }]],
  'digest.headline': [[{ alerts: 12 }]],
  'digest.whatWasWrong': [['WORDS']],
  'digest.said': [[{ source: 'SOURCE', when: null }], [{ source: 'SOURCE', when: 'WHEN' }]],
  'digest.sent': [[{ when: 'WHEN' }]],
  'digest.read': [[{ host: 'HOST' }]],
  'digest.more': [[{ alerts: 12 }], [{ alerts: 1 }]],
  'leave.undo.hint': [[48]],
  'leave.back': [name],
  'leave.lastMail': [[{ who: 'WHO', site: 'SITE' }]],
  'mail.weSaid': [['WHEN']],
  'mail.readStory': [host],
  'mail.readAlert': [host],
  'mail.readRest': [host],
  'mail.why': [['BECAUSE']],
  'reasons.because.topics': [[['ONE', 'TWO', 'THREE']]],
  'reasons.because.watch': [
    [{ expressions: ['ONE', 'TWO'], more: 0 }],
    [{ expressions: ['ONE', 'TWO', 'THREE'], more: 4 }],
  ],
  'reasons.came': [['BECAUSE']],
  'reasons.obstacle.paused': [[{ until: at0, timeZone }]],
  'reasons.obstacle.priority': [['flash'], ['breaking']],
  'reasons.obstacle.less': [[['ONE', 'TWO']]],
  'reasons.howOften.aDay': [[{ mails: 11, days }]],
  'reasons.howOften.aWeek': [[{ mails: 11, days }]],
  'reasons.howOften.aMonth': [[{ mails: 11, days }]],
  'reasons.howOften.lessThanMonthly': [[{ days }]],
  'reasons.howOften.never': [[{ days }]],
  'reasons.howOften.soFar': [[{ mails: 11, days }]],
  'reasons.watchProblem.tooLong': [[500]],
  'reasons.watchProblem.noWord': [['FOUND']],
  'reasons.watchProblem.openQuote': [['FOUND']],
  'reasons.watchProblem.nothingBefore': [['FOUND']],
  'reasons.watchProblem.nothingAfter': [['FOUND']],
  'reasons.watchProblem.nearNumber': [[30]],
  'signUp.didYouMean': [['ADDRESS']],
  'signUp.closed': [[{ minutes: 12 }]],
  'signUp.notMe.open': [name],
  'signUp.notMe.done': [name],
  'site.time': [[at0]],
  'site.front.title': [name],
  'site.front.lead': [name],
  'site.front.often.soFar': [...counted, [{ mails: 0, days }]],
  'site.front.often.steady': ['day', 'week', 'month'].map(per => [{ mails: 11, per, days }]),
  'site.front.who.unknown': [name],
  'site.form.failedTitle': [name],
  'site.checkInbox.sender': [['SENDER']],
  'site.confirm.confirmed': [name],
  'site.leave.open': [name],
  'site.leave.left': [name],
  'site.leave.already': [name],
  'site.alerts.lead': [name],
  'site.alerts.correctedBy': [['WHEN']],
  'site.alerts.retractedBy': [['WHEN']],
  'site.alerts.readStory': [host],
  'site.alerts.signUp': [name],
  'site.privacy.lead': [name],
  'site.privacy.version': [['VERSION']],
  'site.privacy.chapters': [[notice], [{ ...notice, network: false, days: { ...notice.days, left: null } }]],
  'site.mailbox.count': [[12]],
  'topics.lead': [name],
  'topics.asked': [[['ONE', 'TWO', 'THREE']]],
  'topics.page.title': [[{ topic: 'TOPIC', name: 'NAME' }]],
  'topics.page.howOften': [often],
  'topics.page.form': [['TOPIC']],
  'topics.retired': [['TOPIC']],
}

export const samples = Object.entries(calls).map(([path, values]) => ({ path, calls: values }))

export interface Leaf {
  path: string
  /** Of a function, what it makes of each of its samples. */
  texts: readonly string[]
  made: boolean
}

/** Every text of a language but its own facts, in the order of its paths. */
export function leaves(text: ReaderText): Leaf[] {
  const { language: _l, direction: _d, name: _n, ...sections } = text
  return leavesOf(sections, '').sort((one, other) => (one.path < other.path ? -1 : 1))
}

function leavesOf(value: unknown, path: string): Leaf[] {
  if (typeof value === 'string') return [{ path, texts: [value], made: false }]
  if (typeof value === 'function') {
    const results = (calls[path] ?? []).map(values => value(...values) as unknown)
    return [
      { path, texts: results.flatMap(one => leavesOf(one, '').flatMap(({ texts }) => texts)), made: true },
    ]
  }
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, one]) => leavesOf(one, path ? `${path}.${key}` : key))
}

export function at(text: ReaderText, path: string): unknown {
  return path.split('.').reduce<unknown>((part, key) => (part as Record<string, unknown>)[key], text)
}
