import type { SignUpText } from '../sign-up-text.ts'
import { number, spaced } from './grammar.ts'

export const signUp: SignUpText = {
  leaveEmpty: '此栏请留空',
  pressAgain: '请再点按一次按钮，以便将程序挡在门外。您输入的内容都还在。',
  disposable: '这是一个临时邮箱地址。请输入新闻发生时您仍在使用的地址。',
  looksLikeSlip: '这个地址似乎输错了。',
  didYouMean: address => `您要输入的是 ${address} 吗？`,
  asTyped: '没有输错，就是这个地址',
  embedded: {
    title: '还差一步',
    paragraphs: ['请再核对一遍您的邮箱地址，然后点按按钮，以便将程序挡在门外。'],
  },
  proof: {
    title: '请稍候',
    paragraphs: [
      '目前订阅请求非常多。为了让真人通过、把程序挡在门外，您的浏览器需要做一道小小的计算题。它会自动完成，只需几秒钟，不会查看任何与您有关的信息。',
    ],
    working: '您的浏览器正在计算……',
    done: '已完成，即将自动继续。',
    button: '继续',
    withoutScript:
      '您的浏览器没有运行我们的脚本，因此无法完成计算。请稍后再来：高峰一过即可恢复，通常不超过一小时。',
    orWrite: '您也可以写信给我们，由我们把您加入名单：',
  },
  closed: ({ minutes }) => ({
    title: '请求过多',
    paragraphs: [
      `目前订阅请求太多，我们暂不接受新的订阅。请在 ${number.format(minutes)} 分钟后再试。这次提交的内容没有保存。`,
    ],
  }),
  notMe: {
    open: name => ({
      title: '再也不想收到我们的邮件？',
      paragraphs: [
        spaced`有人在${name}输入了您的邮箱地址。如果不是您本人，请点按此按钮：我们会把您的地址列入永不发信的名单，今后无论谁再输入都一样。`,
      ],
      button: '永远不要再给我发邮件',
    }),
    done: name => ({
      title: '我们不会再给您发邮件',
      paragraphs: [
        spaced`您的地址已列入${name}永不发信的名单。我们只保留该地址的带密钥哈希值，以便再次识别它。`,
      ],
    }),
    unknown: {
      title: '无法识别此链接',
      paragraphs: ['链接可能不完整，请从邮件中完整复制。'],
    },
    contact: '如果您今后还是想接收我们的快讯，请写信给我们：',
  },
}
