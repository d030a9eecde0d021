/** The words of the latency ledger. */
import { shortTime, wholeNumber } from './amounts-en.ts'

export const latencyText = {
  title: 'How fast news becomes mail',
  link: (medianMs: number) => `Median ${shortTime(medianMs)} from seen to mailed today`,
  linkEmpty: 'How fast news becomes mail',
  intro:
    'Of every item that became an alert: how long each stage took. What waits for an editor stands apart, and is in no sum of the machine’s.',
  stages: {
    seen: ['Published → seen', 'by its own date, where that can be believed'],
    grouped: ['Seen → in a story', ''],
    drafted: ['In a story → alert or draft', 'by a rule'],
    accepted: ['Decided → first mail accepted', 'by the mail server'],
    machine: ['Seen → first mail accepted', 'all of the machine’s stages'],
    whole: ['Published → first mail accepted', 'with the wait for an editor'],
    editor: ['Waiting for an editor', 'only where one decided'],
  },
  windows: { day: 'Last day', week: 'Last week' },
  columns: {
    stage: 'Stage',
    count: 'Alerts',
    median: 'Median',
    p90: '90 %',
    max: 'Longest',
  },
  summary: 'Stages',
  sampled: (most: number) => `Of more than ${wholeNumber.format(most)} alerts the newest ones are counted.`,
  noValue: '–',
  none: 'No item became an alert yet.',
  last: 'The last alerts',
  alert: 'Alert',
  seen: 'Published → seen',
  own: 'Seen → decided',
  editor: 'Editor',
  accepted: 'Decided → mailed',
  total: 'Published → mailed',
  way: { poll: 'polled', push: 'pushed', api: 'API' },
  published: {
    missing: 'no date',
    ahead: 'dated ahead',
    before: 'older than our watching',
  },
  notYet: 'not yet',
  nobody: 'nobody to mail',
}
