import type { TopicsText } from '../topics-text.ts'
import { listed, spaced } from './grammar.ts'

export const topics: TopicsText = {
  title: '主题与地区',
  lead: name => spaced`除全部快讯外，您也可以只向${name}订阅以下内容。每一项都有单独的订阅页面。`,
  topics: '主题',
  places: '地区',
  none: '没有可供选择的主题或地区：每条快讯都发给所有订阅者。',
  link: '只想看某个主题或地区？可单独订阅',
  asked: names => spaced`您将订阅${listed(names)}，以及少数发给所有人的快讯。`,
  ofAlert: '主题',
  page: {
    title: ({ topic, name }) => spaced`${topic}：用邮件接收${name}的新闻`,
    often: '发送频率',
    howOften: often => `连同发给所有人的快讯在内：${often}。`,
    form: topic =>
      spaced`在此订阅，您将收到有关${topic}的快讯，以及少数发给所有人的快讯。您可以随时通过每封邮件中的链接更改。`,
    latest: '最新一条快讯，与邮件中的一致',
    nothingYet: '最近 60 天没有与此有关的快讯。下一条将显示在这里。',
    others: '其他主题与地区',
    all: '全部主题与地区',
    everything: '全部快讯，不限内容',
  },
  retired: topic => ({
    title: `“${topic}”已不再提供`,
    paragraphs: ['已经订阅的读者会继续收到。新读者无法再单独订阅此项。'],
  }),
}
