import type { MailText } from '../mail-text.ts'

export const mail: MailText = {
  // British, for a day before its month and a clock of 24 hours: both read right everywhere.
  language: 'en-GB',
  direction: 'ltr',
  kicker: {
    flash: 'FLASH',
    breaking: 'BREAKING',
    developing: 'DEVELOPING',
    update: 'UPDATE',
    correction: 'CORRECTION',
    retraction: 'RETRACTION',
  },
  subject: { correction: 'CORRECTION: ', retraction: 'RETRACTION: ', test: '[TEST] ' },
  untitled: 'Alert',
  test: { kicker: 'TEST', notice: 'This is a test, sent to its editor only.' },
  whatChanged: 'What changed',
  whatWasWrong: 'What was wrong',
  whatIsRight: 'What is right',
  whatNow: 'What we know now',
  weSaid: when => `Our alert of ${when} said`,
  source: 'Source',
  said: 'Said',
  sent: 'Sent',
  readStory: host => `Read the full story at ${host}`,
  readAlert: host => `Read this alert, with its updates and corrections, at ${host}`,
  readRest: host => `Read the rest of this alert at ${host}`,
  because: {
    everything: 'You get this mail because you signed up for all alerts.',
    followed: 'You get this mail because you got the alert that it continues.',
    corrected:
      'You get this mail because you got the alert that it puts right. Corrections come whatever you chose.',
    changed: 'You get this mail because it was on its way to you when you changed what you get.',
  },
  choices: 'Get less, mute this story, or change what you get',
  leave: 'Stop receiving these alerts',
  sentBy: 'Sent by',
  contact: 'Contact',
  privacy: 'How we treat your data',
}
