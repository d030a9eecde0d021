import type { ConsentText } from '../consent-text.ts'

export const consent: ConsentText = {
  wording: {
    version: 'en-1',
    alerts: 'Send me breaking-news alerts by mail. I can leave with one click at any time.',
    marketing: 'Also send me occasional mail about this service and its offers.',
  },
  noticeVersion: 'en-2',
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
