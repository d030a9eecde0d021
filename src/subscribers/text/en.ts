/**
 * The words a person agrees to, and the mails of this stage, in English. A wording is part of the consent
 * record: change it, and its version changes with it.
 */

export interface SubscriberText {
  /** What the sign-up form says beside the button, and beside the marketing box. */
  wording: { version: string; alerts: string; marketing: string }
  /** The version of the privacy notice that the form links to. */
  noticeVersion: string
  confirmation(words: { who: string; link: string; days: number }): { subject: string; text: string }
  alreadySubscribed(words: { who: string; site: string }): { subject: string; text: string }
}

export const en: SubscriberText = {
  wording: {
    version: 'en-1',
    alerts: 'Send me breaking-news alerts by mail. I can leave with one click at any time.',
    marketing: 'Also send me occasional mail about this service and its offers.',
  },
  noticeVersion: 'en-1',
  confirmation: ({ who, link, days }) => ({
    subject: 'Please confirm your address',
    text: `Someone, hopefully you, asked for breaking-news alerts from ${who} at this address.

To get them, open this page and press the button:

${link}

The link works for ${days} days.

It wasn't you? Then do nothing. Without that button you will get no alerts.
`,
  }),
  alreadySubscribed: ({ who, site }) => ({
    subject: 'You already get these alerts',
    text: `Someone, hopefully you, asked for breaking-news alerts from ${who} at this address.

You already get them; there is nothing to do. Every alert has a link to leave.

${site}
`,
  }),
}
