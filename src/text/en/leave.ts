import type { LeaveText } from '../leave-text.ts'

export const leave: LeaveText = {
  undo: {
    hint: hours => `A slip? For ${hours} hours one press brings everything back as it was.`,
    button: 'Undo: keep sending me alerts',
  },
  back: name => ({
    title: 'You are back',
    paragraphs: [`${name} goes on sending you alerts, just as before.`],
  }),
  why: {
    heading: 'Why do you leave?',
    hint: 'Only if you like, and with one tap. We count the taps of a day, and do not keep who made them.',
    reasons: {
      'too-many': 'Too many mails',
      'not-what-i-wanted': 'Not what I wanted',
      'too-late': 'Too late',
      'no-longer-interested': 'I am no longer interested',
      'something-else': 'Something else',
    },
    thanks: 'Thank you. That helps to do better.',
  },
  mail: {
    button: 'Send me a last mail that confirms it',
    hint: 'If you do not ask for it, you get no more mail from us.',
    done: 'The last mail is on its way.',
  },
  expired: {
    title: 'You have left',
    paragraphs: ['It has been a while, so there is nothing to undo on this page any more.'],
  },
  unknown: {
    title: 'We do not know this page',
    paragraphs: ['The link to leave in any of our mails works, also in an old one.'],
  },
  lastMail: ({ who, site }) => ({
    subject: 'You have left',
    text: `You asked ${who} for a mail that confirms it: you have left, and this is the last mail.

You are welcome back at any time:

${site}
`,
  }),
}
