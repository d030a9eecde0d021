import type { TopicsText } from '../topics-text.ts'

const list = new Intl.ListFormat('zh-Hans', { type: 'conjunction' })

export const topics: TopicsText = {
  title: '主题和地区',
  lead: name => `您可以只订阅${name}的其中几项，而不必接收全部快讯。每一项都有自己的订阅页面。`,
  topics: '主题',
  places: '地区',
  none: '目前没有可选项：每条快讯都会发给所有订阅者。',
  link: '只想要一个主题或地区？单独订阅',
  asked: names => `您将订阅：${list.format(names)}，以及少数面向所有人的快讯。`,
  ofAlert: '主题',
  page: {
    title: ({ topic, name }) => `${topic}：${name}的邮件快讯`,
    often: '发送频率',
    howOften: often => `连同面向所有人的快讯：${often}。`,
    form: topic =>
      `在此订阅，您会收到有关“${topic}”的快讯，以及少数面向所有人的快讯。您可随时通过每封邮件中的链接更改。`,
    latest: '最新一条快讯，与邮件中的一致',
    nothingYet: '最近 60 天没有与此有关的快讯。下一条会显示在这里。',
    others: '其他主题和地区',
    all: '全部主题和地区',
    everything: '全部快讯，不限主题',
  },
  retired: topic => ({
    title: `“${topic}”已不再提供`,
    paragraphs: ['此前已选择此项的读者会继续收到。现在无法再单独订阅此项。'],
  }),
}
