import type { ReasonsText } from '../reasons-text.ts'
import { lastDays, listed, number } from './grammar.ts'

export const reasons: ReasonsText = {
  because: {
    everything: '因为您订阅了全部快讯',
    everyone: '因为这条快讯发给所有人，不论各人选择了哪些主题',
    topics: names => `因为您选择了：${listed(names)}`,
    watch: ({ expressions, more }) =>
      more > 0
        ? `因为您关注了：${listed(expressions)}，以及您的另外 ${number.format(more)} 条关注词`
        : `因为您关注了：${listed(expressions)}`,
    story: '因为您只订阅了这一事件',
    follows: {
      update: '因为您收到过它所跟进的那条快讯',
      correction: '因为您收到过它所更正的那条快讯',
      retraction: '因为您收到过它所撤回的那条快讯',
    },
  },
  came: because => `发给您，是${because}。`,
  obstacle: {
    paused: ({ until, timeZone }) => {
      const when = new Intl.DateTimeFormat('zh', { dateStyle: 'long', timeStyle: 'short', timeZone })
      return `您已暂停接收快讯，直到 ${when.format(until)}。`
    },
    otherStory: '您只订阅了另一个事件。',
    muted: '您已屏蔽这一事件。',
    priority: least =>
      least === 'flash'
        ? '它的紧急程度低于您的要求：您只接收“重大突发”。'
        : '它的紧急程度低于您的要求：您只接收“重大突发”和“突发”。',
    less: names => `您选择了少收以下主题：${listed(names)}。`,
    noMatch: '其中没有您选择的主题，也没有您的关注词。',
  },
  howOften: {
    aDay: ({ mails, days }) => `每天约 ${number.format(mails)} 封（按${lastDays(days)}计算）`,
    aWeek: ({ mails, days }) => `每周约 ${number.format(mails)} 封（按${lastDays(days)}计算）`,
    aMonth: ({ mails, days }) => `每月约 ${number.format(mails)} 封（按${lastDays(days)}计算）`,
    lessThanMonthly: ({ days }) => `每月不到一封（按${lastDays(days)}计算）`,
    never: ({ days }) => `${lastDays(days)}一封也没有`,
    soFar: ({ mails, days }) => `${lastDays(days)}共 ${number.format(mails)} 封`,
    nobodyKnows: '尚无法估计，因为还没有发送过快讯',
  },
  watchProblem: {
    empty: '请输入要关注的词。',
    tooLong: most => `超过了 ${number.format(most)} 个字符。请拆成两条：每条关注词各自生效。`,
    tooDeep: '括号嵌套层数过多，无法识别。请拆成两条。',
    noWord: found => `“${found}”中没有词。请输入一个词，或将其删去。`,
    openQuote: found => `“${found.slice(1)}”前面的引号没有配对。请在短语结尾处补上引号。`,
    openBracket: '有一个左括号没有配对。请补上“)”，或删去左括号。',
    closeBracket: '有一个右括号没有配对。请将其删去，或在前面补上“(”。',
    nothingBefore: found => `“${found}”前面缺少内容。请在前面输入一个词，或将其删去。`,
    nothingAfter: found => `“${found}”后面缺少内容。请在后面输入一个词，或将其删去。`,
    nearNeedsWords:
      'NEAR 两边可以是词、带引号的短语、~人名，或用 OR 连接的几个选项：火灾 NEAR (学校 OR 幼儿园)。',
    nearNumber: most => `NEAR/ 后面须是 1 到 ${number.format(most)} 之间的数字：火灾 NEAR/5 学校。`,
    onlyExcludes: '这里只写了您不要的内容，那样几乎什么都会发给您。请同时写明您要的内容：地震 NOT 电影。',
    contradiction: '这里既要求又排除了同一个词，因此永远不会有结果。',
  },
}
