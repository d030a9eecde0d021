import type { ConsentText } from '../consent-text.ts'

export const consent: ConsentText = {
  wording: {
    version: 'en-1',
    alerts: 'Send me breaking-news alerts by mail. I can leave with one click at any time.',
    marketing: 'Also send me occasional mail about this service and its offers.',
  },
  noticeVersion: 'en-2',
  confirmation: ({ who, link, notMeLink, days }) => ({
    subject: 'Please confirm your address',
    text: `Someone, hopefully you, asked for breaking-news alerts from ${who} at this address.

To get them, open this page and press the button:

${link}

The link works for ${days} days.

It wasn't you? Then do nothing: without that button you will get no alerts. Or open this page,
and we never write to you again:

${notMeLink}
`,
  }),
  alreadySubscribed: ({ who, preferencesLink }) => ({
    subject: 'You already get these alerts',
    text: `Someone, hopefully you, asked for breaking-news alerts from ${who} at this address.

You already get them; there is nothing to do. What you get, and how much of it, you choose here:

${preferencesLink}

Every alert has a link to leave.
`,
  }),
  alreadySubscribedTopics: ({ who, link, preferencesLink }) => ({
    subject: 'You already get these alerts',
    text: `Someone, hopefully you, asked for alerts from ${who} on certain topics at this address.

You already get alerts. To add the topics, open this page and press the button:

${link}

What you get, and how much of it, you choose here:

${preferencesLink}

Every alert has a link to leave.
`,
  }),
}
