import type { SiteText } from '../site-text.ts'
import { timeWriter } from '../time-writer.ts'
import { lastDays, number, spaced } from './grammar.ts'

const dateLanguage = 'zh'

/** For a period that may be without end. */
function keptFor(days: number | null): string {
  return days === null ? '永久保存' : `保存 ${number.format(days)} 天`
}

const per = { day: '每天', week: '每周', month: '每月' } as const

export const site: SiteText = {
  language: 'zh',
  dateLanguage,
  time: timeWriter(dateLanguage),
  skip: '跳到正文',
  nav: { label: '网站导航', alerts: '快讯', privacy: '隐私' },
  languages: '语言',
  errors: {
    missing: {
      title: '页面不存在',
      paragraphs: ['此页面不存在，或已被移除。也可能是网址不完整。'],
    },
    foreign: {
      title: '表单并非从本站提交',
      paragraphs: ['此表单是从其他网站提交的。请在本站打开页面，重新提交。'],
    },
    tooLarge: {
      title: '提交的内容过大',
      paragraphs: ['提交的内容超出了此页面的接收上限。'],
    },
    unusable: {
      title: '提交的内容无法使用',
      paragraphs: ['提交的内容不符合此页面的要求。请重新打开页面，再试一次。'],
    },
    broken: {
      title: '我们这边出了问题',
      paragraphs: ['这不是您的问题，请稍后再试。'],
    },
    home: '返回首页',
  },
  footer: {
    sentBy: '发送方：',
    contact: '联系方式：',
    noTracking: '不用 Cookie，不用追踪像素，不统计点击，不加载第三方脚本。',
  },
  front: {
    title: name => spaced`${name}：用邮件接收突发新闻`,
    headline: '新闻突发，邮件即达。',
    lead: name =>
      spaced`${name}昼夜关注各路消息来源，重要事件发生后数秒内就用邮件向您发送一条简短的快讯，并注明消息由谁、在何时发布。事态有进展，您会收到后续；我们若有差错，您会收到更正。`,
    often: {
      label: '发送频率',
      never: '还没有发送过快讯，因此尚无从说起。',
      soFar: ({ mails, days }) =>
        mails === 0
          ? `${lastDays(days)}没有发送邮件。`
          : `${lastDays(days)}共 ${number.format(mails)} 封邮件。`,
      steady: ({ mails, per: period, days }) =>
        `${per[period]}约 ${number.format(mails)} 封邮件（按${lastDays(days)}计算）。`,
    },
    breaking: {
      label: '何为突发新闻',
      text: '会改变许多人一天生活的事，或等不到下次看新闻再了解的事。没有评论，没有体育比分，没有名人八卦，没有广告。',
    },
    who: { label: '由谁运营', unknown: name => spaced`${name}没有说明由谁运营。` },
    latest: '最新一条快讯，与邮件中的一致',
    earlier: '此前的快讯',
  },
  form: {
    heading: '订阅',
    address: '您的电子邮箱地址',
    button: '向我发送快讯',
    privacy: '我们如何处理您的数据',
    invalid: '请输入有效的电子邮箱地址，例如 name@example.org。',
    tooLong: '请输入有效的电子邮箱地址。您输入的地址过长，不可能有效。',
    failedTitle: name => spaced`请检查您的邮箱地址 – ${name}`,
  },
  checkInbox: {
    title: '请查收邮件',
    paragraphs: ['请打开邮件，点开其中的链接，并在打开的页面上点按按钮。完成之后，我们才会开始发送快讯。'],
    sender: sender => `一封邮件正发往您输入的地址，发件人为 ${sender}。`,
    missing: {
      heading: '没有收到？',
      paragraphs: [
        '请稍等几分钟，并查看垃圾邮件文件夹。',
        '如果地址输错了，请用正确的地址重新订阅。对同一个地址，我们每天最多发送一封此类邮件。',
      ],
    },
    mailbox: '此服务器的邮件不外发：所有邮件都送入它自己的邮箱。',
    mailboxLink: '打开邮箱',
  },
  confirm: {
    open: {
      title: '点按一下，即可开始接收快讯',
      paragraphs: ['请确认这个邮箱地址属于您，并且您希望接收突发新闻快讯。'],
      button: '是，向我发送快讯',
    },
    confirmed: name => ({
      title: '订阅成功',
      paragraphs: [
        spaced`${name}的下一条快讯将送达您的邮箱。在有重要事件发生之前，我们不会打扰您。`,
        '每条快讯中都有退订链接，点按一次即可退订。',
      ],
    }),
    used: {
      title: '已经完成',
      paragraphs: ['此链接已经使用过，无需再点按。'],
    },
    expired: {
      title: '此链接已过期',
      paragraphs: ['链接有效期为三天。请重新输入您的邮箱地址，我们会发送新链接。'],
    },
    unknown: {
      title: '无法识别此链接',
      paragraphs: ['链接可能不完整，请从邮件中完整复制；或重新输入您的邮箱地址，我们会发送新链接。'],
    },
  },
  leave: {
    open: name => ({
      title: '要退订这些快讯吗？',
      paragraphs: [spaced`点按一下，${name}就不再向您发送邮件。`],
      button: '停止向我发送邮件',
      stay: '不，继续发送',
    }),
    left: name => ({
      title: '您已退订',
      paragraphs: [
        spaced`${name}不再向您发送快讯。此前已经发出的邮件，仍可能在几分钟内送达。`,
        '感谢您的阅读，随时欢迎您回来。',
      ],
    }),
    already: name => ({
      title: '您已退订',
      paragraphs: [spaced`${name}不向您发送快讯，无需再做任何操作。`],
    }),
    unknown: {
      title: '无法识别此链接',
      paragraphs: [
        '链接可能不完整，请从邮件中完整复制。我们任何一封邮件中的退订链接都有效，旧邮件中的也一样。',
      ],
    },
    oneClick: '您已退订，今后不会再向您发送快讯。',
    again: '重新订阅',
  },
  alerts: {
    title: '全部快讯',
    lead: name => spaced`${name}发送过的全部快讯，最新的在前。`,
    kicker: {
      flash: '重大突发',
      breaking: '突发',
      developing: '持续关注',
      update: '最新进展',
      correction: '更正',
      retraction: '撤回',
    },
    empty: '还没有发送过快讯。第一条将显示在这里。',
    none: '没有更早的快讯。',
    all: '全部快讯',
    older: '更早的快讯',
    newest: '返回最新',
    said: '消息时间',
    sent: '发送时间',
    source: '来源',
    corrected: '现已更正',
    retracted: '现已撤回',
    correctedBy: when => `这条快讯有误。我们已于 ${when} 更正。`,
    retractedBy: when => `这条快讯有误。我们已于 ${when} 撤回。`,
    stopped: '我们在这条快讯送达所有人之前中止了发送。',
    whatChanged: '有何变化',
    whatWasWrong: '错误之处',
    whatIsRight: '正确内容',
    whatNow: '目前已知情况',
    follows: { update: '更新自', correction: '更正的是', retraction: '撤回的是' },
    since: '此后',
    readStory: host => `在 ${host} 阅读全文`,
    signUp: name => spaced`${name}向每一位订阅者用邮件发送这样的快讯。`,
    signUpLink: '用邮件接收',
  },
  privacy: {
    title: '我们如何处理您的数据',
    lead: name =>
      spaced`${name}需要您的邮箱地址，以便发送您订阅的内容。除此之外不作他用，也不追踪您读了什么。`,
    version: version => `本声明版本：${version}。`,
    chapters: ({ name, days, network }) => [
      {
        heading: '我们保存什么',
        paragraphs: [
          '您输入的邮箱地址、您阅读所用的语言，以及您订阅、确认和退订的时间。',
          '您的选择（如果您做过选择）：主题和地区、关注词、每天的邮件数量、免打扰时段及其时区、您屏蔽的事件。关注词可能透露一个人的许多情况：它们只用于为您挑选快讯，别无他用，编辑部也无人能看到它们属于谁。',
          '您的同意记录：同意的确切文字、其版本和语言、时间及方式。记录以编号和带密钥的哈希值指代您，不含您的邮箱地址；其中任何一行都不会被改动。',
          network
            ? '该记录的每一行还包含您当时所在的网络，末段已截去：它证明同意是从何处作出的，但不指明您的设备。'
            : '该记录不含网络地址。',
          '每条快讯是否被您的邮件服务器接收、服务器如何答复，以确保无人遗漏，也确保更正恰好送达收到过错误内容的人。',
          '有人订阅时，请求所来自的网络的带密钥哈希值，以防有人利用我们的表单向他人邮箱大量发信。我们不保存您的网络地址本身。',
        ],
      },
      {
        heading: '我们的法律依据',
        paragraphs: [
          '依据您的同意：您输入了邮箱地址，并点按按钮予以确认。快讯与营销邮件是两个独立的问题；拒绝其一，丝毫不影响另一项。您可以随时撤回任何一项同意；撤回之前的处理仍然合法。',
          '保留您的同意记录，以及删除后保留邮箱地址的哈希值，是因为我们必须能够证明前者，并落实后者。',
        ],
      },
      {
        heading: '我们不做什么',
        paragraphs: [
          '邮件中没有追踪像素，没有用于统计点击的链接；这些页面不用 Cookie，也不加载任何第三方内容。我们不知道您是否打开了邮件；我们不出售、不出借、也不向任何人展示您的邮箱地址。邮件服务器传递邮件时必然会用到它。',
          '我们不对您进行用户画像。您收到哪些快讯，只取决于您的选择；每封邮件都会说明您为何收到它。',
        ],
      },
      {
        heading: '保存多久',
        paragraphs: [
          `从未确认的邮箱地址：${keptFor(days.unconfirmed)}。您的邮箱地址：在您订阅期间保存。您退订之后，该地址标记为已退订，不再收到邮件，${keptFor(days.left)}；您也可以要求立即删除。`,
          `哪些快讯送达了您：${keptFor(days.deliveries)}。我们单独发给您的邮件，例如确认邮件：${keptFor(days.mails)}。您的网络的哈希值：${keptFor(days.network)}。`,
          '您的同意记录：在我们可能需要证明您的同意期间一直保存。删除之后，您邮箱地址的带密钥哈希值也会保留，以免有人导入的名单又把您加回来。',
        ],
      },
      {
        heading: '如何减少邮件或退订',
        paragraphs: [
          spaced`${name}的每封邮件中都有一个选择接收内容的链接和一个退订链接；大多数邮件程序还会为退订显示自己的按钮。两者都无需密码，也不会提问。转发邮件也就转发了这些链接：它们都不会显示您的邮箱地址。`,
          '退订时，您可以点按一下说明原因。我们只计数，不与您的信息一同保存。',
        ],
      },
      {
        heading: '您的权利',
        paragraphs: [
          '在选择接收内容的页面上，您还可以要求以文件形式获取我们保存的与您有关的全部内容，并要求将其删除：我们会向您的邮箱发送邮件，以确认是您本人。',
          '您可以要求更正错误，也可以向您所在地的数据保护机构投诉，或致信下方地址。',
        ],
      },
    ],
    who: '由谁运营',
    whoUnknown: '请致信我们邮件的发件人：',
    contact: '联系方式：',
  },
  mailbox: {
    title: '邮箱',
    lead: '此服务器发出的全部邮件，最新的在前。设置邮件中继之前，任何邮件都不会离开这台机器。',
    empty: '还没有邮件。请在首页订阅，第一封邮件就会送到这里。',
    refresh: '刷新',
    back: '全部邮件',
    count: mails => `${number.format(mails)} 封邮件`,
    to: '收件人',
    from: '发件人',
    subject: '主题',
    received: '接收时间',
    noSubject: '（无主题）',
    html: '读者看到的样子',
    text: '纯文本',
    noText: '此邮件没有纯文本部分。',
    headers: '邮件头',
    raw: '原始邮件',
  },
}
