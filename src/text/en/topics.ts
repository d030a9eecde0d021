import type { TopicsText } from '../topics-text.ts'

const list = new Intl.ListFormat('en-GB', { type: 'conjunction' })

export const topics: TopicsText = {
  title: 'Topics and places',
  lead: name => `What you can ask ${name} for, instead of every alert. Each has a page to sign up on.`,
  topics: 'Topics',
  places: 'Places',
  none: 'There are none to choose from: every alert goes to everybody who has signed up.',
  link: 'Only one topic or place? Sign up for that alone',
  asked: names =>
    `This signs you up for ${list.format(names)}, and for the few alerts that are for everyone.`,
  ofAlert: 'Topics',
  page: {
    title: ({ topic, name }) => `${topic}: news by mail from ${name}`,
    often: 'How often',
    howOften: often => `With what goes to everyone, that is ${often}.`,
    form: topic =>
      `Who signs up here gets alerts about ${topic}, and the few that are for everyone. That can be changed at any time, with a link in every mail.`,
    latest: 'The latest alert, as it came by mail',
    nothingYet: 'No alert of the last 60 days was about this. The next one will stand here.',
    others: 'Other topics and places',
    all: 'All topics and places',
    everything: 'Every alert, whatever it is about',
  },
  retired: topic => ({
    title: `${topic} is not offered any more`,
    paragraphs: ['Who asked for it keeps getting it. Nobody new can sign up for it alone.'],
  }),
}
