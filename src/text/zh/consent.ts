import type { ConsentText } from '../consent-text.ts'
import { number, spaced } from './grammar.ts'

export const consent: ConsentText = {
  wording: {
    version: 'zh-1',
    alerts: '请通过电子邮件向我发送突发新闻快讯。我可以随时一键退订。',
    marketing: '也请不定期向我发送有关本服务及其优惠的邮件。',
  },
  noticeVersion: 'zh-1',
  confirmation: ({ who, link, notMeLink, days }) => ({
    subject: '请确认您的邮箱地址',
    text: spaced`有人（但愿是您本人）申请在这个邮箱接收${who}的突发新闻快讯。

如要接收，请打开以下页面并点按其中的按钮：

${link}

链接在 ${number.format(days)} 天内有效。

不是您申请的？请忽略本邮件：只要没有点按该按钮，您就不会收到任何快讯。
您也可以打开以下页面，让我们永远不再给您发邮件：

${notMeLink}
`,
  }),
  alreadySubscribed: ({ who, preferencesLink }) => ({
    subject: '您已订阅这些快讯',
    text: spaced`有人（但愿是您本人）申请在这个邮箱接收${who}的突发新闻快讯。

您已经订阅，无需再做任何操作。如要选择接收哪些内容、接收多少，请打开：

${preferencesLink}

每条快讯中都有退订链接。
`,
  }),
  alreadySubscribedTopics: ({ who, link, preferencesLink }) => ({
    subject: '您已订阅这些快讯',
    text: spaced`有人（但愿是您本人）申请在这个邮箱接收${who}某些主题的快讯。

您已经在接收快讯。如要添加这些主题，请打开以下页面并点按其中的按钮：

${link}

如要选择接收哪些内容、接收多少，请打开：

${preferencesLink}

每条快讯中都有退订链接。
`,
  }),
}
