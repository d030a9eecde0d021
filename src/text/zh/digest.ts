import type { DigestText } from '../digest-text.ts'
import { number } from './grammar.ts'

export const digest: DigestText = {
  dateLanguage: 'zh',
  subject: ({ alerts, first }) =>
    alerts === 1 ? `快讯汇总：${first}` : `快讯汇总：${first}（另有 ${number.format(alerts - 1)} 条）`,
  kicker: '快讯汇总',
  headline: ({ alerts }) => `上次汇总以来的 ${number.format(alerts)} 条快讯`,
  lead: '以下是因数量上限和免打扰时段而暂缓发送的快讯，按紧急程度排列。',
  corrected: '已更正',
  whatWasWrong: words => `初次发布的错误之处：${words}`,
  said: ({ source, when }) => (when === null ? `来源：${source}` : `来源：${source}，${when}`),
  sent: ({ when }) => `首次发送：${when}`,
  read: ({ host }) => `在 ${host} 阅读这条快讯及其后续与更正`,
  more: ({ alerts }) => `另有 ${number.format(alerts)} 条快讯，因篇幅所限未能列出。`,
  all: '全部快讯',
  why: '您收到本邮件，是因为您设置了数量上限或免打扰时段：其间暂缓发送的快讯汇总于此。',
  choices: '更改接收内容和时间',
}
