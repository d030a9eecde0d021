import type { LeaveText } from '../leave-text.ts'
import { number, spaced } from './grammar.ts'

export const leave: LeaveText = {
  undo: {
    hint: hours => `点错了？${number.format(hours)} 小时内，点按一下即可恢复原状。`,
    button: '撤销退订，继续向我发送快讯',
  },
  back: name => ({
    title: '欢迎回来',
    paragraphs: [spaced`${name}会一如既往地向您发送快讯。`],
  }),
  why: {
    heading: '您为什么退订？',
    hint: '是否回答由您决定，点按一下即可。我们只统计每天各选项的次数，不记录是谁点的。',
    reasons: {
      'too-many': '邮件太多',
      'not-what-i-wanted': '不是我想要的内容',
      'too-late': '来得太晚',
      'no-longer-interested': '不再感兴趣',
      'something-else': '其他原因',
    },
    thanks: '谢谢，这有助于我们改进。',
  },
  mail: {
    button: '给我发最后一封确认邮件',
    hint: '如果您不要求发送，就不会再收到我们的任何邮件。',
    done: '最后一封邮件正在发送。',
  },
  expired: {
    title: '您已退订',
    paragraphs: ['退订已有一段时间，此页面上已无法撤销。'],
  },
  unknown: {
    title: '无法识别此页面',
    paragraphs: ['我们任何一封邮件中的退订链接都有效，旧邮件中的也一样。'],
  },
  lastMail: ({ who, site }) => ({
    subject: '您已退订',
    text: spaced`应您要求，${who}发送本邮件予以确认：您已退订，这是最后一封邮件。

随时欢迎您回来：

${site}
`,
  }),
}
